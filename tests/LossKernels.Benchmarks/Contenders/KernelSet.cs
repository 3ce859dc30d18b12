using System.Numerics;
using System.Reflection;

namespace LossKernels.Benchmarks.Contenders;

internal delegate void Softmax<T>(ReadOnlySpan<T> logits, Span<T> probabilities);

internal delegate T Loss<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels);

internal delegate T LossAndGradient<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient);

/// <summary>The kernels that are timed, of one class count and element type, by whoever implements them.</summary>
/// <param name="Name">Who.</param>
/// <param name="Softmax">The probabilities of each row.</param>
/// <param name="Loss">The mean cross-entropy.</param>
/// <param name="LossAndGradient">The mean cross-entropy and its gradient.</param>
internal sealed record KernelSet<T>(string Name, Softmax<T> Softmax, Loss<T> Loss, LossAndGradient<T> LossAndGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The class counts of which kernels were generated.</summary>
    public static IReadOnlyList<int> ClassCounts { get; } =
        [.. KernelsUpTo("Widest").GetExportedTypes()
            .Where(type => type.Name.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(type.Name[Prefix.Length..], out _))
            .Select(type => int.Parse(type.Name[Prefix.Length..]))
            .Order()];

    private static string Prefix => typeof(T).Name;

    /// <summary>Ours, from the assembly whose vectors are capped at some width.</summary>
    public static KernelSet<T> Generated(string name, string cap, int classes)
    {
        var type = KernelsUpTo(cap).GetType($"LossKernels.Benchmarks.Kernels.{Prefix}{classes}", throwOnError: true)!;
        return new KernelSet<T>(name, Bind<Softmax<T>>(nameof(Softmax)), Bind<Loss<T>>(nameof(Loss)), Bind<LossAndGradient<T>>(nameof(LossAndGradient)));

        TDelegate Bind<TDelegate>(string method)
            where TDelegate : Delegate
            => type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<TDelegate>();
    }

    private static Assembly KernelsUpTo(string cap) => Assembly.Load($"LossKernels.Benchmarks.Kernels.{cap}");
}
