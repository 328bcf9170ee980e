//! Why nothing was imported, in words for the cook.

use std::fmt;

/// More bytes than any page with a recipe has.
pub const LARGEST: usize = 10_000_000;

/// Why nothing could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// There is nothing in it.
    Empty,
    /// It is larger than [`LARGEST`], or has more tags than any real page.
    TooMuch,
    /// It is no text of any kind.
    NotText,
    /// It is a PDF.
    Pdf,
    /// It is a picture.
    Picture,
    /// It is an electronic book.
    Book,
    /// It is a document of an office program: RTF, Word, OpenDocument.
    Document,
    /// It is an e-mail.
    Letter,
    /// It is a web archive, a format that only Safari writes.
    WebArchive,
    /// It is an archive of a kind that is not supported.
    Packed,
    /// It is in the format of this other program.
    OtherProgram(&'static str),
    /// It is a recipe file of baste already.
    Already,
    /// There is no recipe in it.
    NoRecipe,
    /// An archive is incomplete or damaged.
    Damaged,
    /// An archive needs a password.
    Locked,
    /// An archive unpacks to more bytes than the limit.
    UnpacksTooMuch,
    /// An archive has more files than the limit.
    TooManyFiles,
    /// An archive names files outside its own folder.
    ClimbingPath,
}

/// The advice for files that a person can open and read.
const COPY: &str = "open it, copy the text of the recipe, and give it with `baste import -`";

impl ImportError {
    /// What to do about it.
    pub fn hint(self) -> &'static str {
        match self {
            ImportError::Empty => "check that it was saved or copied whole",
            ImportError::TooMuch => "copy the text of the recipe, and give it with `baste import -`",
            ImportError::NotText
            | ImportError::Pdf
            | ImportError::Book
            | ImportError::Document
            | ImportError::Letter => COPY,
            ImportError::Picture => {
                "type the recipe off as text, or let a text recogniser (OCR) read it, and give that with `baste import -`"
            }
            ImportError::WebArchive => {
                "save it as HTML (in Safari: Page Source), or copy the text of the recipe for `baste import -`"
            }
            ImportError::Packed => "unpack it, and import the folder that comes out",
            ImportError::OtherProgram(_) => {
                "export it as text or HTML there, or open it, copy the text of a recipe, and give that with `baste import -`"
            }
            ImportError::Already => "put it into your recipe folder as it is; `baste check` looks it over",
            ImportError::NoRecipe => {
                "open the page, copy the text from the title to the last step, and give it with `baste import -`"
            }
            ImportError::Damaged => "export or copy it anew; this file is not whole",
            ImportError::Locked => "unpack it with its password, and import what comes out",
            ImportError::UnpacksTooMuch | ImportError::TooManyFiles => {
                "if you trust it, unpack it yourself and import the recipes in it a folder at a time"
            }
            ImportError::ClimbingPath => "do not unpack it; get the recipes from somewhere else",
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ImportError::Empty => "there is nothing in it",
            ImportError::TooMuch => "it is larger than a page with a recipe can be",
            ImportError::NotText => "it is not a web page or a text",
            ImportError::Pdf => "it is a PDF, which is not read",
            ImportError::Picture => "it is a picture, which is not read",
            ImportError::Book => "it is an electronic book, which is not read",
            ImportError::Document => "it is a document of an office program, which is not read",
            ImportError::Letter => "it is an e-mail, which is not read",
            ImportError::WebArchive => "it is a web archive of Safari, which is not read",
            ImportError::Packed => "it is packed in a way that is not read",
            ImportError::OtherProgram(name) => return write!(f, "it is a file of {name}, which is not read"),
            ImportError::Already => "it is a recipe of baste already",
            ImportError::NoRecipe => "no recipe was found in it",
            ImportError::Damaged => "the archive is cut off or broken",
            ImportError::Locked => "the archive asks for a password",
            ImportError::UnpacksTooMuch => "the archive unpacks to far more than recipes are",
            ImportError::TooManyFiles => "the archive has more files than any collection of recipes",
            ImportError::ClimbingPath => "the archive names files outside of itself, as one that means harm does",
        })
    }
}

impl std::error::Error for ImportError {}
