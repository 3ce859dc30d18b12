using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>Logits that binary kernels are tried on: where their exponentials end, and at both ends of the type.</summary>
internal static class BinaryBatches
{
    /// <summary>Each logit of interest with either sign and either label, in rows of some length.</summary>
    /// <param name="format">The element type.</param>
    /// <param name="outputs">How many in a row; logits that fill none are left out.</param>
    /// <param name="negative">The negative label: 0 or -1.</param>
    /// <param name="hasSpecial">Whether infinities and NaN are among them.</param>
    public static Batch Of(FloatFormat format, int outputs, int negative = 0, bool hasSpecial = false)
    {
        var random = new Random(outputs);
        double[] sizes =
        [
            0, format.LeastPositive.ToDouble(), format.LeastNormal.ToDouble(), 1e-20, 1e-7, 0.25, 0.5, 1, 2.75, 8, 16, 16.6, 17, 20, 36, 37, 40, 80, 87.25, 87.5, 88, 89, 100, 104, 200, 700,
            708.25, 709, 745, 800, 1e30, format.Largest / 4096, .. Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? 4 : 40) * random.NextDouble()),
            .. hasSpecial ? [double.PositiveInfinity, double.NaN] : Array.Empty<double>(),
        ];
        var elements = sizes.SelectMany(size => new[] { (size, 1), (size, negative), (-size, 1), (-size, negative) }).ToList();
        while (elements.Count % outputs != 0)
        {
            elements.Add((random.NextDouble(), 1));
        }

        var logits = elements.Select(element => format.Round(element.Item1)).Chunk(outputs).ToArray();
        double[] targets = [0, 1, 0.5, 1e-10, 1 - format.Unit.ToDouble(), format.LeastNormal.ToDouble(), 0.9, 0.1];
        var drawn = elements.Select((_, i) => format.Round(i % 3 == 0 ? random.NextDouble() : targets[random.Next(targets.Length)])).Chunk(outputs).ToArray();
        return new Batch(format, logits, [.. elements.Select(element => element.Item2)], drawn) { PositiveWeight = 3.25 };
    }

    /// <summary>The first elements, round and round, one in a row.</summary>
    public static Batch Take(Batch batch, int count)
    {
        var indices = Enumerable.Range(0, count).Select(i => i % batch.Rows).ToArray();
        return new Batch(batch.Format, [.. indices.Select(i => batch.Logits[i])], [.. indices.Select(i => batch.Labels[i])], [.. indices.Select(i => batch.Targets[i])]) { PositiveWeight = batch.PositiveWeight };
    }

    /// <summary>Every binary kernel with all it can return, with every input and option that it can take.</summary>
    public static IEnumerable<KernelSignature> Signatures(ElementType element)
    {
        Role[] outputs = [Role.Gradient, Role.Losses, Role.Probabilities];
        yield return new(KernelKind.Sigmoid, 1, element, Role.Logits, Role.Probabilities);
        yield return new(KernelKind.LogSigmoid, 1, element, Role.Logits, Role.LogProbabilities);
        yield return new(KernelKind.Softplus, 1, element, Role.Logits, Role.Values);
        foreach (var type in (string[])["bool", "byte", "sbyte", "short", "int"])
        {
            yield return new(KernelKind.BinaryCrossEntropy, 1, element, [Role.Logits, Role.Labels, .. outputs]) { LabelType = type };
        }

        foreach (var type in (string[])["sbyte", "short", "int"])
        {
            yield return new(KernelKind.BinaryCrossEntropy, 1, element, [Role.Logits, Role.Labels, .. outputs]) { LabelType = type, Binary = new(1, BinaryLabels.PlusMinusOne), Reduction = Reduction.Sum };
        }

        foreach (var smoothing in (double[])[0, 0.1])
        {
            foreach (Role[] weight in (Role[][])[[], [Role.PositiveWeight]])
            {
                yield return new(KernelKind.BinaryCrossEntropy, 1, element, [Role.Logits, Role.Targets, .. weight, .. outputs]) { LabelSmoothing = smoothing };
                yield return new(KernelKind.BinaryCrossEntropy, 1, element, [Role.Logits, Role.Labels, .. weight, .. outputs]) { LabelSmoothing = smoothing, LabelType = "byte", Reduction = Reduction.None };
            }
        }
    }
}
