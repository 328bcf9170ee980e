//! Kitchen scripts in keys.
