//! Any bytes are a book or a refusal. The corpus: `crates/exchange/testdata/readers`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(problems) = exchange::book::read("a.xls", bytes) {
        let text = problems[0].to_string();
        assert!(!text.contains("unexpected structure"), "{text}");
    }
});
