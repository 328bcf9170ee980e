//! A page from the net, once, when the cook asks for it by its address.
//!
//! Time, size, redirects and kinds of content have limits. Only the address and the program's name are sent.

mod resolver;

use self::resolver::{GuardedResolver, PrivateHost, is_private};
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;
use ureq::Error;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;

/// What a fetch may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// From the first look for the host to the last byte.
    pub time: Duration,
    /// Bytes of the page.
    pub bytes: u64,
    /// How often one address may lead on to another.
    pub redirects: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(10), bytes: crate::import::LARGEST as u64, redirects: 5 }
    }
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FetchedPage {
    /// The bytes as they were sent.
    pub bytes: Vec<u8>,
    /// What the server says they are.
    pub content_type: Option<String>,
}

/// Why nothing came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FetchError {
    /// It is no address of the web.
    NoAddress,
    /// The host is not known, or cannot be reached.
    NoHost(String),
    /// It took longer than the limit, in seconds.
    TooSlow(u64),
    /// The server refused with this status (RFC 9110, 15).
    Status(u16),
    /// More bytes than the limit.
    TooBig,
    /// One address leads to another without end, or to something that is no page.
    Astray,
    /// The page led to an address of the cook's own network: this host.
    Private(String),
    /// The server cannot show that it is the one it says it is, or cannot be spoken to safely.
    Unsafe(String),
    /// What came is no page: its kind.
    NoPage(String),
    /// The connection broke, in the words of the system.
    Broken(String),
}

impl FetchError {
    /// What to do about it.
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            FetchError::NoAddress => "give an address that begins with https:// or http://",
            FetchError::NoHost(_) => "check the network and the address; a page that was saved needs neither",
            FetchError::TooSlow(_) | FetchError::Broken(_) => {
                "try again, or save the page in a browser and import the file"
            }
            FetchError::Status(404 | 410) => "check the address; the page is not there",
            FetchError::Private(_) => "check the address; if you mean your own network, give that address itself",
            FetchError::Status(_) | FetchError::Astray | FetchError::Unsafe(_) => {
                "save the page in a browser and import the file"
            }
            FetchError::TooBig | FetchError::NoPage(_) => {
                "copy the text of the recipe, and give it with `baste import -`"
            }
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FetchError::NoAddress => f.write_str("it is no address of a web page"),
            FetchError::NoHost(host) => write!(f, "{host} cannot be reached"),
            FetchError::TooSlow(secs) => write!(f, "nothing whole came within {secs} seconds"),
            FetchError::Status(status @ (401 | 403 | 429)) => {
                write!(f, "the site does not give the page to programs (status {status})")
            }
            FetchError::Status(status @ (404 | 410)) => write!(f, "there is no such page (status {status})"),
            FetchError::Status(status) => write!(f, "the site failed (status {status})"),
            FetchError::TooBig => f.write_str("the page is larger than a page with a recipe can be"),
            FetchError::Astray => f.write_str("the address leads on and on, and never to a page"),
            FetchError::Private(host) => write!(f, "the page leads to {host}, which is not on the web"),
            FetchError::Unsafe(why) => write!(f, "the site could not be spoken to safely: {why}"),
            FetchError::NoPage(kind) => write!(f, "it is not a web page but {kind}"),
            FetchError::Broken(why) => write!(f, "the connection broke: {why}"),
        }
    }
}

impl std::error::Error for FetchError {}

/// Whether `text` is meant as an address rather than a path.
pub(crate) fn is_address(text: &str) -> bool {
    let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

/// Gets the page at `address`.
///
/// # Errors
///
/// If it does not come whole within the limits, or is no page.
pub(crate) fn fetch(address: &str, limits: Limits) -> Result<FetchedPage, FetchError> {
    fetch_beside(address, limits, is_private)
}

/// [`fetch`], where `is_private` tells the addresses that no page may lead to.
fn fetch_beside(address: &str, limits: Limits, is_private: fn(IpAddr) -> bool) -> Result<FetchedPage, FetchError> {
    if !is_address(address) {
        return Err(FetchError::NoAddress);
    }
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(limits.time))
        .max_redirects(limits.redirects)
        .user_agent(concat!("baste/", env!("CARGO_PKG_VERSION")))
        .accept("text/html, application/xhtml+xml, application/ld+json, text/plain;q=0.8")
        .max_response_header_size(64 * 1024)
        .tls_config(TlsConfig::builder().root_certs(RootCerts::WebPki).build())
        .build();
    let told = |e: Error| told(e, address, limits);
    let resolver = GuardedResolver::new(address, is_private);
    let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), resolver);
    let mut response = agent.get(address).call().map_err(told)?;
    let content_type = response.headers().get("content-type").and_then(|value| value.to_str().ok()).map(str::to_owned);
    if let Some(kind) = content_type.as_deref().filter(|kind| !is_page(kind)) {
        let kind: String =
            kind.split(';').next().unwrap_or("").trim().chars().filter(|c| !c.is_control()).take(60).collect();
        return Err(FetchError::NoPage(kind));
    }
    let bytes = response.body_mut().with_config().limit(limits.bytes).read_to_vec().map_err(told)?;
    Ok(FetchedPage { bytes, content_type })
}

/// Whether a kind of content can hold a recipe as text; one that is not told may.
fn is_page(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    kind.is_empty()
        || kind.starts_with("text/")
        || kind.ends_with("json")
        || kind.ends_with("xml")
        || kind == "application/octet-stream"
}

fn told(e: Error, address: &str, limits: Limits) -> FetchError {
    let host = || {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or("").rsplit('@').next().unwrap_or("").to_owned()
    };
    match e {
        Error::StatusCode(status) => FetchError::Status(status),
        Error::BadUri(_) | Error::Http(_) => FetchError::NoAddress,
        Error::Timeout(_) => FetchError::TooSlow(limits.time.as_secs()),
        Error::HostNotFound | Error::ConnectionFailed | Error::InvalidProxyUrl | Error::ConnectProxyFailed(_) => {
            FetchError::NoHost(host())
        }
        Error::TooManyRedirects | Error::RedirectFailed => FetchError::Astray,
        Error::BodyExceedsLimit(_) | Error::LargeResponseHeader(_, _) => FetchError::TooBig,
        Error::Tls(why) => FetchError::Unsafe(why.to_owned()),
        Error::Rustls(why) => FetchError::Unsafe(why.to_string()),
        Error::Io(e) => match e.kind() {
            std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => FetchError::TooSlow(limits.time.as_secs()),
            std::io::ErrorKind::ConnectionRefused
            | std::io::ErrorKind::NetworkUnreachable
            | std::io::ErrorKind::HostUnreachable
            | std::io::ErrorKind::AddrNotAvailable => FetchError::NoHost(host()),
            std::io::ErrorKind::InvalidData => FetchError::Unsafe(e.to_string()),
            _ => FetchError::Broken(e.to_string()),
        },
        Error::Other(why) => match why.downcast_ref::<PrivateHost>() {
            Some(PrivateHost(host)) => FetchError::Private(host.clone()),
            None => FetchError::Broken(why.to_string()),
        },
        other => FetchError::Broken(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{FetchError, FetchedPage, Limits, fetch, fetch_beside, is_address};
    use std::io::{Read, Write};
    use std::net::{IpAddr, TcpListener, TcpStream};
    use std::thread;
    use std::time::Duration;

    const LIMITS: Limits = Limits { time: Duration::from_millis(600), bytes: 50_000, redirects: 5 };

    /// A server of its own on this machine; gives the address of its `path`, and answers every request by `answer`.
    fn serve(path: &str, answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}{path}", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 2_048];
                let read = stream.read(&mut request).unwrap_or(0);
                answer(&String::from_utf8_lossy(&request[..read]), &mut stream);
            }
        });
        address
    }

    fn send(stream: &mut TcpStream, head: &str, body: &str) {
        let _ = write!(stream, "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    }

    #[test]
    fn a_page_comes_with_its_kind() {
        let address = serve("/soup", |request, stream| {
            assert!(request.starts_with("GET /soup HTTP/1.1\r\n"), "{request}");
            assert!(
                request.to_lowercase().contains(&format!("user-agent: baste/{}\r\n", env!("CARGO_PKG_VERSION"))),
                "{request}"
            );
            send(stream, "200 OK\r\nContent-Type: text/html; charset=utf-8", "<p>Soup");
        });
        let wanted =
            FetchedPage { bytes: b"<p>Soup".to_vec(), content_type: Some("text/html; charset=utf-8".to_owned()) };
        assert_eq!(fetch(&address, LIMITS), Ok(wanted));
    }

    #[test]
    fn an_address_leads_on_but_not_for_ever() {
        let address = serve("/3", |request, stream| {
            let n: u32 = request.split(['/', ' ']).find_map(|word| word.parse().ok()).unwrap();
            match n {
                0 => send(stream, "200 OK\r\nContent-Type: text/plain", "Soup"),
                _ => send(stream, &format!("302 Found\r\nLocation: /{}", n - 1), ""),
            }
        });
        assert_eq!(fetch(&address, LIMITS).unwrap().bytes, b"Soup");
        let around = serve("/", |_, stream| send(stream, "302 Found\r\nLocation: /", ""));
        assert_eq!(fetch(&around, LIMITS), Err(FetchError::Astray));
        let file = serve("/", |_, stream| send(stream, "302 Found\r\nLocation: file:///etc/passwd", ""));
        assert!(fetch(&file, LIMITS).is_err());
    }

    #[test]
    fn a_page_of_the_web_does_not_lead_into_the_cooks_own_network() {
        // 127.0.0.1 stands for the web, and all else for the cook's network.
        let is_private = |address: IpAddr| address != IpAddr::from([127, 0, 0, 1]);
        let listener = TcpListener::bind("0.0.0.0:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 2_048];
                let read = stream.read(&mut request).unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                match request.split(' ').nth(1) {
                    Some("/router") => send(&mut stream, "200 OK\r\nContent-Type: text/plain", "secret"),
                    Some("/away") => {
                        send(&mut stream, &format!("302 Found\r\nLocation: http://127.0.0.2:{port}/router"), "")
                    }
                    _ => send(&mut stream, "302 Found\r\nLocation: /router", ""),
                }
            }
        });
        let fetch = |host: &str, path: &str| fetch_beside(&format!("http://{host}:{port}{path}"), LIMITS, is_private);
        assert_eq!(fetch("127.0.0.1", "/away"), Err(FetchError::Private("127.0.0.2".to_owned())));
        // On the same host, and where the cook named the network, it leads on.
        assert_eq!(fetch("127.0.0.1", "/near").unwrap().bytes, b"secret");
        assert_eq!(fetch("127.0.0.2", "/away").unwrap().bytes, b"secret");
    }

    #[test]
    fn a_server_that_drips_is_left() {
        let address = serve("/", |_, stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            // The client leaves; then writing fails.
            while stream.write_all(b"a").is_ok() {
                thread::park_timeout(Duration::from_millis(20));
            }
        });
        assert_eq!(fetch(&address, LIMITS), Err(FetchError::TooSlow(0)));
        let silent = serve("/", |_, _| {
            loop {
                thread::park_timeout(Duration::from_secs(60));
            }
        });
        assert_eq!(fetch(&silent, LIMITS), Err(FetchError::TooSlow(0)));
    }

    #[test]
    fn a_page_without_end_is_left() {
        let address = serve("/", |_, stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while stream.write_all(&[b'a'; 8_192]).is_ok() {}
        });
        assert_eq!(fetch(&address, LIMITS), Err(FetchError::TooBig));
        let heads = serve("/", |_, stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            while stream.write_all(b"X-More: and more\r\n").is_ok() {}
        });
        assert!(matches!(fetch(&heads, LIMITS), Err(FetchError::TooBig | FetchError::Broken(_))));
    }

    #[test]
    fn what_went_wrong_is_told() {
        let refused = serve("/", |_, stream| send(stream, "403 Forbidden", "no"));
        assert_eq!(fetch(&refused, LIMITS), Err(FetchError::Status(403)));
        let gone = serve("/", |_, stream| send(stream, "404 Not Found", ""));
        assert_eq!(fetch(&gone, LIMITS).unwrap_err().to_string(), "there is no such page (status 404)");
        let picture = serve("/", |_, stream| send(stream, "200 OK\r\nContent-Type: image/png", "PNG"));
        assert_eq!(fetch(&picture, LIMITS), Err(FetchError::NoPage("image/png".to_owned())));
        let nonsense = serve("/", |_, stream| {
            let _ = stream.write_all(b"\0\x01\x02 nonsense\r\n\r\n");
        });
        assert!(matches!(fetch(&nonsense, LIMITS), Err(FetchError::Broken(_))));
        let cut = serve("/", |_, stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of");
        });
        assert!(matches!(fetch(&cut, LIMITS), Err(FetchError::Broken(_))));
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        assert_eq!(fetch(&format!("http://{free}/"), LIMITS), Err(FetchError::NoHost(free.to_string())));
        // Plain HTTP where the address promises safety.
        let plain = serve("/", |_, stream| send(stream, "200 OK", "")).replace("http:", "https:");
        assert!(
            matches!(fetch(&plain, LIMITS), Err(FetchError::Unsafe(_) | FetchError::Broken(_))),
            "{:?}",
            fetch(&plain, LIMITS)
        );
        for address in ["ftp://example.org", "file:///etc/passwd", "soup.html", "https://", "http://a b/"] {
            assert_eq!(fetch(address, LIMITS), Err(FetchError::NoAddress), "{address}");
        }
        assert!(is_address("HTTPS://example.org") && !is_address("soup.html"));
    }
}
