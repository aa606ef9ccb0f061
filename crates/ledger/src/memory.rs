//! A store in memory. (Signatures first; bodies follow.)

use crate::options::Options;

/// A store in memory: for tests, and as the second implementation of the traits.
#[derive(Debug)]
pub struct MemoryStore(());

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new(_options: Options) -> Self {
        Self(())
    }
}

macro_rules! reader_stub {
    ($name:ty) => {
        #[expect(clippy::unimplemented, reason = "signatures first")]
        impl crate::store::Reader for $name {
            fn streams(&self) -> Result<Vec<crate::StreamInfo>, crate::Error> {
                unimplemented!()
            }
            fn head(&self, _: &str) -> Result<crate::Head, crate::Error> {
                unimplemented!()
            }
            fn head_at(&self, _: &str, _: u64) -> Result<crate::Head, crate::Error> {
                unimplemented!()
            }
            fn record(&self, _: &str, _: u64) -> Result<Option<crate::Record>, crate::Error> {
                unimplemented!()
            }
            fn records(
                &self,
                _: &str,
                _: u64,
                _: usize,
                _: Option<&str>,
            ) -> Result<Vec<crate::Record>, crate::Error> {
                unimplemented!()
            }
            fn seq_at(&self, _: &str, _: i64) -> Result<Option<u64>, crate::Error> {
                unimplemented!()
            }
            fn request(&self, _: &str, _: &str) -> Result<Option<crate::Appended>, crate::Error> {
                unimplemented!()
            }
            fn payload(&self, _: &crate::Hash) -> Result<crate::PayloadState, crate::Error> {
                unimplemented!()
            }
            fn payloads_about(&self, _: &str) -> Result<Vec<crate::Hash>, crate::Error> {
                unimplemented!()
            }
            fn snapshot(
                &self,
                _: &str,
                _: u32,
                _: u32,
                _: u64,
            ) -> Result<Option<crate::Snapshot>, crate::Error> {
                unimplemented!()
            }
            fn receipt(&self, _: &str, _: u64, _: u64) -> Result<crate::Receipt, crate::Error> {
                unimplemented!()
            }
            fn consistency(
                &self,
                _: &str,
                _: u64,
                _: u64,
            ) -> Result<crate::Consistency, crate::Error> {
                unimplemented!()
            }
            fn meta(&self, _: &str) -> Result<Option<Vec<u8>>, crate::Error> {
                unimplemented!()
            }
            fn check(&self, _: crate::Check) -> Result<Option<crate::Damage>, crate::Error> {
                unimplemented!()
            }
        }
    };
}
macro_rules! store_stub {
    ($name:ty) => {
        #[expect(clippy::unimplemented, reason = "signatures first")]
        impl crate::store::Store for $name {
            fn submit(&self, _: crate::Batch) -> crate::Pending {
                unimplemented!()
            }
            fn set_suite(&self, _: &str, _: crate::Suite) -> Result<(), crate::Error> {
                unimplemented!()
            }
            fn raise_min_writer_version(&self, _: &str, _: u32) -> Result<(), crate::Error> {
                unimplemented!()
            }
            fn put_snapshot(&self, _: crate::Snapshot) -> Result<(), crate::Error> {
                unimplemented!()
            }
            fn put_meta(&self, _: &str, _: Option<&[u8]>) -> Result<(), crate::Error> {
                unimplemented!()
            }
        }
    };
}
pub(crate) use {reader_stub, store_stub};
reader_stub!(MemoryStore);
store_stub!(MemoryStore);
