//! One zone in a process: the writer, its snapshots, texts and files.
