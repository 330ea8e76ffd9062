//! Chance that is the same each time, so that the demonstration paper is the same paper.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(crate) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, and not, 1.
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        (self.share() * end as f64) as u64
    }

    /// How often something happened that happens so often on average (Knuth; what is frequent falls
    /// around its mean as in a normal distribution).
    pub fn times(&mut self, mean: f64) -> u32 {
        if mean > 60.0 {
            let normal = (0..12).map(|_| self.share()).sum::<f64>() - 6.0;
            return (mean + mean.sqrt() * normal).round().max(0.0) as u32;
        }
        let end = (-mean).exp();
        let (mut times, mut product) = (0, self.share());
        while product > end {
            times += 1;
            product *= self.share();
        }
        times
    }
}

/// A number that belongs to a name: the same each time, and as good as drawn (FNV-1a, mixed).
pub(crate) fn of_name(name: &str) -> u64 {
    let sum = name.bytes().fold(0xcbf2_9ce4_8422_2325u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    Dice::new(sum).bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_so_often_on_average_does() {
        let mut dice = Dice::new(1);
        for mean in [0.3, 7.0, 200.0] {
            let sum: f64 = (0..4_000).map(|_| f64::from(dice.times(mean))).sum();
            assert!((sum / 4_000.0 / mean - 1.0).abs() < 0.06, "{mean}: {}", sum / 4_000.0);
        }
    }
}
