using System.Numerics;
using System.Runtime.CompilerServices;

namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// An unsigned integer of 256 bits in four parts of 64, the first one first; of a result the last 256 are kept. It takes nothing from the heap: the oracle computes
/// many millions of them. Its arithmetic, and that of <see cref="BigReal"/>, is optimized at once: by itself the runtime leaves methods as they are while new ones keep coming, and
/// in these tests kernels do.
/// </summary>
internal readonly record struct UInt256(ulong First, ulong Second, ulong Third, ulong Fourth) : IComparable<UInt256>
{
    public const int Bits = 4 * PartBits;

    private const int PartBits = 64;

    public bool IsZero => (First | Second | Third | Fourth) == 0;

    public int LeadingZeros
        => First != 0 ? BitOperations.LeadingZeroCount(First)
            : Second != 0 ? PartBits + BitOperations.LeadingZeroCount(Second)
            : Third != 0 ? (2 * PartBits) + BitOperations.LeadingZeroCount(Third)
            : (3 * PartBits) + BitOperations.LeadingZeroCount(Fourth);

    public static explicit operator UInt256(BigInteger value)
    {
        return new(Part(3), Part(2), Part(1), Part(0));

        ulong Part(int place) => (ulong)((value >> (place * PartBits)) & ulong.MaxValue);
    }

    public static explicit operator BigInteger(UInt256 value)
        => ((BigInteger)new UInt128(value.First, value.Second) << (2 * PartBits)) + new UInt128(value.Third, value.Fourth);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static UInt256 operator +(UInt256 x, UInt256 y)
    {
        var carry = 0UL;
        var fourth = Add(x.Fourth, y.Fourth, ref carry);
        var third = Add(x.Third, y.Third, ref carry);
        var second = Add(x.Second, y.Second, ref carry);
        return new(Add(x.First, y.First, ref carry), second, third, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static UInt256 operator -(UInt256 x, UInt256 y)
    {
        var carry = 1UL;
        var fourth = Add(x.Fourth, ~y.Fourth, ref carry);
        var third = Add(x.Third, ~y.Third, ref carry);
        var second = Add(x.Second, ~y.Second, ref carry);
        return new(Add(x.First, ~y.First, ref carry), second, third, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static UInt256 operator <<(UInt256 x, int bits)
    {
        UInt256 whole = (bits / PartBits) switch
        {
            0 => x,
            1 => new(x.Second, x.Third, x.Fourth, 0),
            2 => new(x.Third, x.Fourth, 0, 0),
            3 => new(x.Fourth, 0, 0, 0),
            _ => default,
        };
        var left = bits % PartBits;
        var right = PartBits - left;
        return left == 0 ? whole : new(
            (whole.First << left) | (whole.Second >> right),
            (whole.Second << left) | (whole.Third >> right),
            (whole.Third << left) | (whole.Fourth >> right),
            whole.Fourth << left);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static UInt256 operator >>(UInt256 x, int bits)
    {
        UInt256 whole = (bits / PartBits) switch
        {
            0 => x,
            1 => new(0, x.First, x.Second, x.Third),
            2 => new(0, 0, x.First, x.Second),
            3 => new(0, 0, 0, x.First),
            _ => default,
        };
        var right = bits % PartBits;
        var left = PartBits - right;
        return right == 0 ? whole : new(
            whole.First >> right,
            (whole.Second >> right) | (whole.First << left),
            (whole.Third >> right) | (whole.Second << left),
            (whole.Fourth >> right) | (whole.Third << left));
    }

    /// <summary>x * y / 2^256, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static UInt256 MultiplyHigh(UInt256 x, UInt256 y)
        => MultiplyAdd(x, y.First, MultiplyAdd(x, y.Second, MultiplyAdd(x, y.Third, MultiplyAdd(x, y.Fourth, default))));

    /// <summary>x * 2^64 / y, rounded down, for a y above x's first part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static UInt256 Divide(UInt256 x, ulong y)
    {
        var rest = x.First;
        var first = Next(x.Second);
        var second = Next(x.Third);
        var third = Next(x.Fourth);
        return new(first, second, third, Next(0));

        ulong Next(ulong part)
        {
            var dividend = new UInt128(rest, part);
            var quotient = (ulong)(dividend / y);
            rest = part - (quotient * y);
            return quotient;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CompareTo(UInt256 other)
        => First != other.First ? First.CompareTo(other.First)
            : Second != other.Second ? Second.CompareTo(other.Second)
            : Third != other.Third ? Third.CompareTo(other.Third)
            : Fourth.CompareTo(other.Fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong x, ulong y, ref ulong carry)
    {
        var first = x + carry;
        var sum = first + y;
        carry = (first < x ? 1UL : 0) + (sum < y ? 1UL : 0);
        return sum;
    }

    /// <summary>(x * y + sum) / 2^64, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt256 MultiplyAdd(UInt256 x, ulong y, UInt256 sum)
    {
        var carry = 0UL;
        _ = MultiplyAdd(x.Fourth, y, sum.Fourth, ref carry);
        var fourth = MultiplyAdd(x.Third, y, sum.Third, ref carry);
        var third = MultiplyAdd(x.Second, y, sum.Second, ref carry);
        var second = MultiplyAdd(x.First, y, sum.First, ref carry);
        return new(carry, second, third, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong x, ulong y, ulong sum, ref ulong carry)
    {
        var high = Math.BigMul(x, y, out var low);
        var first = low + sum;
        var second = first + carry;
        carry = high + (first < low ? 1UL : 0) + (second < first ? 1UL : 0);
        return second;
    }
}
