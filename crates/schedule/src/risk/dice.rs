//! Random numbers as a function of place: Philox 4x32-10.
//!
//! J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11.
//! A counter in, four numbers out; no state, so any thread finds the numbers of any iteration.

/// Iterations walked side by side.
pub(super) const LANES: usize = 64;

/// A number for each of the iterations walked side by side.
pub(super) type Lanes<T> = [T; LANES];

const GROUPS: usize = LANES / 4;
const MULTIPLY: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: u32 = 10;

/// What a number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    Duration = 0,
    DriverAtWork = 1,
    DriverFactor = 2,
    EventStrikes = 3,
    EventDelay = 4,
}

/// Shares between 0 and 1, both left out, for the iterations of a chunk: lane 16 k + g holds
/// number k of counter 16 x chunk + g.
#[inline(always)]
pub(super) fn shares(seed: u64, chunk: u32, number: u32, stream: Stream) -> Lanes<f32> {
    let mut counter = [
        [0u32; GROUPS],
        [number; GROUPS],
        [stream as u32; GROUPS],
        [0; GROUPS],
    ];
    for (group, low) in counter[0].iter_mut().enumerate() {
        *low = chunk * GROUPS as u32 + group as u32;
    }
    let mut key = [seed as u32, (seed >> 32) as u32];
    for _ in 0..ROUNDS {
        round(&mut counter, key);
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    let mut shares = [0.0; LANES];
    for (part, numbers) in shares.chunks_exact_mut(GROUPS).zip(&counter) {
        for (share, number) in part.iter_mut().zip(numbers) {
            // 24 bits, which a 32-bit float holds exactly, moved off both ends.
            *share = ((number >> 8) as i32 as f32 + 0.5) * (1.0 / 16_777_216.0);
        }
    }
    shares
}

#[inline(always)]
fn round(counter: &mut [[u32; GROUPS]; 4], key: [u32; 2]) {
    let [zero, one, two, three] = counter;
    let all = zero.iter_mut().zip(one).zip(two.iter_mut().zip(three));
    for ((zero, one), (two, three)) in all {
        let first = u64::from(*zero) * u64::from(MULTIPLY[0]);
        let second = u64::from(*two) * u64::from(MULTIPLY[1]);
        *zero = (second >> 32) as u32 ^ *one ^ key[0];
        *one = second as u32;
        *two = (first >> 32) as u32 ^ *three ^ key[1];
        *three = first as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answer of the authors' own test vectors for a zero counter and a zero key.
    #[test]
    fn the_published_vector_comes_out() {
        let mut counter = [[0u32; GROUPS]; 4];
        let mut key = [0u32; 2];
        for _ in 0..ROUNDS {
            round(&mut counter, key);
            key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
        }
        let first = counter.map(|numbers| numbers[0]);
        assert_eq!(first, [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
    }

    #[test]
    fn shares_are_even() {
        let mut counts = [0u32; 10];
        for chunk in 0..2_000 {
            for share in shares(7, chunk, 3, Stream::Duration) {
                counts[(share * 10.0) as usize] += 1;
            }
        }
        // 12,800 each; five standard deviations are 537.
        assert!(
            counts.iter().all(|count| count.abs_diff(12_800) < 537),
            "{counts:?}"
        );
    }
}
