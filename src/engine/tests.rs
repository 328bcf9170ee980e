//! Kitchen scripts for the engine.
