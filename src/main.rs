//! The binary: hands the arguments to [`baste::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    baste::cli::run()
}
