//! The sigmoid of a whole vector at once, without a call of `exp`.

use pulp::{Simd, bytemuck};

/// The weights are multiplied by this beforehand, so that [`sigmoid`] need not do it: −log₂ e.
pub(super) const SCALE: f64 = -std::f64::consts::LOG2_E;

/// σ(z) = 1 / (1 + e⁻ᶻ) = 1 / (1 + 2ᵘ), from u = −z · log₂ e, for `N` vectors side by side, so
/// that one need not wait for the results of another.
///
/// With k the integer nearest to u, and r = u − k between −½ and ½, 2ᵘ = 2ᵏ · 2ʳ; and
/// 2ʳ = (Q + rP) / (Q − rP) up to 10⁻¹⁷, with polynomials P and Q in r². So
/// σ = (Q − rP) / ((Q − rP) + 2ᵏ · (Q + rP)), with a single division.
#[inline(always)]
#[allow(clippy::needless_range_loop)] // loops over i keep the vectors side by side
pub(super) fn sigmoid<S: Simd, const N: usize>(simd: S, u: [S::f64s; N]) -> [S::f64s; N] {
    let zeros = [simd.splat_f64s(0.0); N];
    let (mut r, mut power) = (zeros, zeros);
    for i in 0..N {
        let t = simd.add_f64s(u[i], simd.splat_f64s(SHIFT + 0.5));
        let k;
        (k, power[i]) = whole(simd, t);
        r[i] = simd.sub_f64s(u[i], k);
    }
    let (mut p, mut q) = (zeros, zeros);
    for i in 0..N {
        let r2 = simd.mul_f64s(r[i], r[i]);
        p[i] = simd.mul_add_e_f64s(simd.splat_f64s(P[2]), r2, simd.splat_f64s(P[1]));
        p[i] = simd.mul_add_e_f64s(p[i], r2, simd.splat_f64s(P[0]));
        q[i] = simd.add_f64s(r2, simd.splat_f64s(Q[1]));
        q[i] = simd.mul_add_e_f64s(q[i], r2, simd.splat_f64s(Q[0]));
    }
    let mut sigma = zeros;
    for i in 0..N {
        let rp = simd.mul_f64s(r[i], p[i]);
        let (below, above) = (simd.sub_f64s(q[i], rp), simd.add_f64s(q[i], rp));
        sigma[i] = simd.div_f64s(below, simd.mul_add_e_f64s(power[i], above, below));
    }
    sigma
}

/// k and 2ᵏ, from t = SHIFT + u + ½, which is SHIFT + k and a fraction.
///
/// In numbers near 1.5 · 2²⁰ the unit is bit 32 of 64: the lower half of the bits is the
/// fraction, and, thanks to the 1023, the upper half ends in k + 1023, which is what stands in
/// bits 52 to 62 of 2ᵏ.
#[inline(always)]
fn whole<S: Simd>(simd: S, t: S::f64s) -> (S::f64s, S::f64s) {
    let (t, power): (S::f64s, S::f64s) = if S::IS_SCALAR {
        let t: i64 = bytemuck::cast(t);
        let t = t.clamp(LEAST as i64, MOST as i64) & (!0 << 32);
        (bytemuck::cast(t), bytemuck::cast(t << 20))
    } else {
        // Each half is an integer of its own: the lower one, between 0 and 0, becomes 0.
        let t: S::i32s = bytemuck::cast(t);
        let t = simd.max_i32s(t, bytemuck::cast(simd.splat_u64s(LEAST)));
        let t = simd.min_i32s(t, bytemuck::cast(simd.splat_u64s(MOST)));
        let power = simd.wrapping_dyn_shl_u32s(bytemuck::cast(t), simd.splat_u32s(20));
        (bytemuck::cast(t), bytemuck::cast(power))
    };
    (simd.sub_f64s(t, simd.splat_f64s(SHIFT)), power)
}

const SHIFT: f64 = 1.5 * (1 << 20) as f64 + 1023.0;

// Beyond 2¹⁰²⁰ the exponent would overflow; σ is 0 or 1 there.
const LEAST: u64 = (SHIFT - 1020.0).to_bits();
const MOST: u64 = (SHIFT + 1020.0).to_bits();

/// From exp2.c of S. L. Moshier's Cephes library, which found them by minimizing the largest error.
const P: [f64; 3] = [1_513.906_801_156_151, 20.202_065_669_316_532, 0.023_093_347_705_734_523];
const Q: [f64; 2] = [4_368.211_668_792_106, 233.184_211_722_314_9];
