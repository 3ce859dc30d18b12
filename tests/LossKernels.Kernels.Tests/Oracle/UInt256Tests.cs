using System.Numerics;

namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>The integers under the oracle's arithmetic against those of the framework.</summary>
public class UInt256Tests
{
    private static readonly BigInteger s_all = BigInteger.One << UInt256.Bits;

    /// <summary>Numbers of any size, and those around the places where parts end.</summary>
    private static BigInteger[] Numbers { get; } = [.. SomeNumbers()];

    [Fact]
    public void Sums_and_differences_are_those_of_integers_without_what_does_not_fit()
        => ForAll((x, y) =>
        {
            Assert.Equal((x + y) % s_all, (BigInteger)((UInt256)x + (UInt256)y));
            Assert.Equal((s_all + x - y) % s_all, (BigInteger)((UInt256)x - (UInt256)y));
            Assert.Equal(x.CompareTo(y), ((UInt256)x).CompareTo((UInt256)y));
        });

    [Fact]
    public void The_upper_half_of_a_product_is_rounded_down()
        => ForAll((x, y) => Assert.Equal((x * y) >> UInt256.Bits, (BigInteger)UInt256.MultiplyHigh((UInt256)x, (UInt256)y)));

    [Fact]
    public void A_quotient_is_rounded_down()
        => ForAll((x, y) =>
        {
            var divisor = (ulong)(y & ulong.MaxValue) | (1UL << 63);
            var dividend = x >> 1;
            Assert.Equal((dividend << 64) / divisor, (BigInteger)UInt256.Divide((UInt256)dividend, divisor));
        });

    [Fact]
    public void Shifts_lose_what_leaves_the_number()
        => Assert.All(Numbers, x =>
        {
            for (var bits = 0; bits <= UInt256.Bits; bits++)
            {
                Assert.Equal((x << bits) % s_all, (BigInteger)((UInt256)x << bits));
                Assert.Equal(x >> bits, (BigInteger)((UInt256)x >> bits));
            }

            Assert.Equal(x.IsZero ? UInt256.Bits : UInt256.Bits - (int)x.GetBitLength(), ((UInt256)x).LeadingZeros);
            Assert.Equal(x.IsZero, ((UInt256)x).IsZero);
        });

    private static void ForAll(Action<BigInteger, BigInteger> check) => Assert.All(Numbers, x => Assert.All(Numbers, y => check(x, y)));

    private static IEnumerable<BigInteger> SomeNumbers()
    {
        foreach (var bits in (int[])[0, 1, 63, 64, 65, 127, 128, 129, 191, 192, 193, 255, 256])
        {
            yield return (BigInteger.One << bits) - 1;
            yield return (BigInteger.One << bits) % s_all;
        }

        var random = new Random(1);
        var bytes = new byte[UInt256.Bits / 8];
        for (var i = 0; i < 40; i++)
        {
            random.NextBytes(bytes);
            yield return new BigInteger(bytes, isUnsigned: true) >> random.Next(4) * random.Next(UInt256.Bits / 4);
        }
    }
}
