using LossKernels.Generators.Functions;

namespace LossKernels.Kernels.Tests.Functions;

/// <summary>Batches give the same bits at every width only if their functions do.</summary>
public class SameBitsTests
{
    private const int Arguments = 1 << 20;

    public static TheoryData<string, int> Vectors => new()
    {
        { "Exp", 512 },
        { "Exp", 256 },
        { "Exp", 128 },
        { "Log1p", 512 },
        { "Log1p", 256 },
        { "Log1p", 128 },
        { "Phi2", 512 },
        { "Phi2", 256 },
        { "Phi2", 128 },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_float_vector_gives_the_bits_of_the_scalar_function(string name, int bits)
    {
        var x = new float[Arguments];
        var random = new Random(3);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = MathF.Abs(i % 2 == 0 ? BitConverter.Int32BitsToSingle(random.Next()) : 100 * random.NextSingle());
            x[i] = name == "Exp" ? -x[i] : name == "Phi2" ? (2 * random.NextSingle()) - 1 : x[i];
        }

        AssertSame(name, bits, x, (a, b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b)));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_double_vector_gives_the_bits_of_the_scalar_function(string name, int bits)
    {
        var x = new double[Arguments];
        var random = new Random(4);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = Math.Abs(i % 2 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64()) : 750 * random.NextDouble());
            x[i] = name == "Exp" ? -x[i] : name == "Phi2" ? (2 * random.NextDouble()) - 1 : x[i];
        }

        AssertSame(name, bits, x, (a, b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b)));
    }

    private static void AssertSame<T>(string name, int bits, T[] x, Func<T, T, bool> same)
    {
        var scalar = new T[x.Length];
        var vector = new T[x.Length];
        EmittedFunctions.Over<T>(name, 0)(x, scalar);
        EmittedFunctions.Over<T>(name, bits)(x, vector);
        for (var i = 0; i < x.Length; i++)
        {
            if (!same(scalar[i], vector[i]))
            {
                Assert.Fail($"{name}({x[i]:G17}) is {vector[i]:G17} at {bits} bits but {scalar[i]:G17} alone.");
            }
        }
    }
}
