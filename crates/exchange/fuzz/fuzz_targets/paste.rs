//! Any text is a table or a refusal.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Err(problems) = exchange::book::paste(text) {
        let text = problems[0].to_string();
        assert!(!text.contains("unexpected structure"), "{text}");
    }
});
