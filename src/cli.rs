//! (to come)

pub mod check;
pub mod list;
pub mod show;

/// Runs.
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
