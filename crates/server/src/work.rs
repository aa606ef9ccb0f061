//! Work that blocks: computing a view, waiting for the disk. On threads of its own, a bounded
//! number at a time, so that a rush waits in line rather than in memory.

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::limits;
use crate::problem::Failure;

/// Places for work that blocks.
pub(crate) struct Work {
    reads: Semaphore,
    writes: Semaphore,
    hashers: Semaphore,
}

impl Work {
    pub(crate) fn new() -> Work {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Work {
            // Twice the cores: some of them wait for the disk.
            reads: Semaphore::new(cores * 2),
            writes: Semaphore::new(limits::WRITES_MAX),
            hashers: Semaphore::new(limits::HASHERS_MAX),
        }
    }

    /// Reads and computes.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce() -> Result<T, Failure> + Send + 'static,
    {
        run(&self.reads, work).await
    }

    /// Writes, and waits for the disk.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce() -> Result<T, Failure> + Send + 'static,
    {
        run(&self.writes, work).await
    }

    /// Hashes a password.
    pub(crate) async fn hash<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce() -> Result<T, Failure> + Send + 'static,
    {
        run(&self.hashers, work).await
    }
}

async fn run<T, F>(places: &Semaphore, work: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Failure> + Send + 'static,
{
    let place = timeout(limits::TURN_WAIT, places.acquire()).await;
    let _place = place
        .map_err(|_| Failure::busy())?
        .map_err(|_| Failure::busy())?;
    // A bug in the work ends this request alone.
    match spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(bug) => Err(Failure::fault(&bug)),
    }
}
