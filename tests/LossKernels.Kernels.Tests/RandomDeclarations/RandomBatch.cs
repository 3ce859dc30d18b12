using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Execution;
using LossKernels.Kernels.Tests.Oracle;
using KernelSignature = LossKernels.Kernels.Tests.Execution.KernelSignature;

namespace LossKernels.Kernels.Tests.RandomDeclarations;

/// <summary>Rows of any numbers for a signature: ordinary, tied, huge, masked, infinite and NaN; labels that are ignored; soft targets with zeros.</summary>
internal static class RandomBatch
{
    public static Batch Of(KernelSignature signature, int seed)
    {
        var random = new Random(seed);
        var format = signature.Format;
        var outputs = signature.IsBinary ? signature.Binary.Outputs / signature.Classes : 1;
        var rows = signature.IsOneRow ? 1 : outputs * (1 + random.Next(9));
        var labels = Enumerable.Range(0, rows * (signature.IsBinary ? signature.Classes : 1)).Select(_ => Label(signature, random)).ToArray();
        return new Batch(
            format,
            [.. Enumerable.Range(0, rows).Select(_ => Row(signature, format, random))],
            labels,
            [.. Enumerable.Range(0, rows).Select(_ => Targets(signature, format, random))])
        {
            ClassWeights = [.. Enumerable.Range(0, signature.Classes).Select(_ => random.Next(5) == 0 ? 0 : (1 + random.Next(16)) / 8.0)],
            PositiveWeight = 3.25,
        };
    }

    private static double[] Row(KernelSignature signature, FloatFormat format, Random random)
    {
        // The square of z-loss leaves float where a logit is 1e30.
        var huge = signature.Stored == StoredType.Half ? 30_000 : signature.Options.ZLoss > 0 ? 1e9 : 1e30;
        var kind = random.Next(12);
        var row = new double[signature.Classes];
        for (var k = 0; k < row.Length; k++)
        {
            row[k] = format.Round(kind switch
            {
                < 5 => (16 * random.NextDouble()) - 8,
                5 => random.Next(-3, 4),
                6 => (160 * random.NextDouble()) - 80,
                7 => random.Next(3) switch { 0 => huge, 1 => -huge, _ => random.NextDouble() },
                8 or 9 => k > 0 && random.Next(3) == 0 ? double.NegativeInfinity : random.Next(-9, 9),
                10 => random.Next(4) == 0 ? double.NaN : 1,
                _ => random.Next(3) switch { 0 => double.PositiveInfinity, 1 => double.NegativeInfinity, _ => 2 },
            });
        }

        return row;
    }

    private static int Label(KernelSignature signature, Random random)
    {
        if (signature.IsBinary)
        {
            return random.Next(2) == 1 ? 1 : signature.Binary.Labels == BinaryLabels.PlusMinusOne ? -1 : 0;
        }

        return signature.Options.IgnoreLabel is { } ignored && random.Next(4) == 0
            ? (int)Math.Clamp(ignored, int.MinValue, int.MaxValue)
            : random.Next(signature.Classes);
    }

    private static double[] Targets(KernelSignature signature, FloatFormat format, Random random)
    {
        if (signature.IsBinary)
        {
            return [.. Enumerable.Range(0, signature.Classes).Select(_ => format.Round(random.Next(3) switch { 0 => 0, 1 => 1, _ => random.NextDouble() }))];
        }

        var shares = Enumerable.Range(0, signature.Classes).Select(_ => random.Next(3) == 0 ? 0 : random.NextDouble()).ToArray();
        shares[random.Next(shares.Length)] += 1;
        var sum = shares.Sum();
        return [.. shares.Select(share => format.Round(share / sum))];
    }
}
