//! Which addresses a page may be fetched from: a page of the web must not lead into the cook's own network.
//!
//! The address that the cook named is looked up as it is. Where it is public, whatever it leads on to must be public too: no router, no printer
//! and no service of this computer is asked by a redirect, nor by a name that is given another address meanwhile. Behind a proxy the proxy
//! looks names up, and this has no say.

use std::error::Error as StdError;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// A redirect led to an address of the cook's own network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PrivateHost(pub(super) String);

impl fmt::Display for PrivateHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not on the web", self.0)
    }
}

impl StdError for PrivateHost {}

/// Looks hosts up for one fetch.
pub(super) struct GuardedResolver {
    /// The host that the cook named.
    named: Option<String>,
    is_private: fn(IpAddr) -> bool,
    /// Whether the named host has a private address; none before it was looked up.
    named_private: Mutex<Option<bool>>,
    inner: DefaultResolver,
}

impl GuardedResolver {
    pub(super) fn new(address: &str, is_private: fn(IpAddr) -> bool) -> GuardedResolver {
        let named = address.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_ascii_lowercase));
        GuardedResolver { named, is_private, named_private: Mutex::new(None), inner: DefaultResolver::default() }
    }
}

impl fmt::Debug for GuardedResolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuardedResolver").field("named", &self.named).finish_non_exhaustive()
    }
}

impl Resolver for GuardedResolver {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        let mut named_private = self.named_private.lock().unwrap_or_else(PoisonError::into_inner);
        if named_private.is_none() && self.named.as_ref() == Some(&host) {
            *named_private = Some(found.iter().any(|address| (self.is_private)(address.ip())));
        }
        if *named_private == Some(true) {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| !(self.is_private)(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() { Err(Error::Other(Box::new(PrivateHost(host)))) } else { Ok(public) }
    }
}

/// Whether an address is none of the public web (IANA special-purpose address registries, RFC 6890).
pub(super) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || first == 0
        || first >= 240
        // Shared by customers of a carrier (RFC 6598), kept for protocols, and for tests of networks (RFC 2544).
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (18..20).contains(&second))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, .., before, last] = address.segments();
    let v4 = |high: u16, low: u16| is_private_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    // An address of IPv4 in one of IPv6: mapped or compatible, through a translator (RFC 6052), or as 6to4 (RFC 3056).
    let holds_v4 = address.segments().iter().take(5).all(|part| *part == 0) || (first == 0x64 && second == 0xff9b);
    if holds_v4 {
        return v4(before, last);
    }
    if first == 0x2002 {
        return v4(second, third);
    }
    // Only this eighth of all addresses is given out.
    first & 0xe000 != 0x2000
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn what_is_not_on_the_web_is_known() {
        let private = [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "0.1.2.3",
            "100.64.0.1",
            "100.127.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "::",
            "::1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:192.168.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2002:c0a8:101::1",
        ];
        for address in private {
            assert!(is_private(address.parse().unwrap()), "{address}");
        }
        let public = [
            "1.1.1.1",
            "93.184.216.34",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "2606:4700::1111",
            "2a00:1450:4001::200e",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
            "2002:101:101::1",
        ];
        for address in public {
            assert!(!is_private(address.parse().unwrap()), "{address}");
        }
    }
}
