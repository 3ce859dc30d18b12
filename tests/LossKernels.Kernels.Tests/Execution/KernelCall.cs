using LossKernels.Kernels.Tests.Memory;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// The arguments of a kernel's call, each span between guard pages, and what the call gave. The fields are named as the roles:
/// code written by <see cref="KernelSignature.WriteCall"/> reads them.
/// </summary>
public sealed class KernelCall<T> : IDisposable
    where T : unmanaged
{
    private readonly Dictionary<string, IDisposable> _memory = [];
    private readonly Placement _placement;

    public KernelCall(Placement placement) => _placement = placement;

    public ReadOnlySpan<T> Logits => SpanOf(nameof(Logits));

    public ReadOnlySpan<T> Targets => SpanOf(nameof(Targets));

    public ReadOnlySpan<T> TeacherLogits => SpanOf(nameof(TeacherLogits));

    public ReadOnlySpan<T> ClassWeights => SpanOf(nameof(ClassWeights));

    public ReadOnlySpan<T> PositiveWeights => SpanOf(nameof(PositiveWeights));

    public ReadOnlySpan<T> Upstream => SpanOf(nameof(Upstream));

    public Span<T> Probabilities => SpanOf(nameof(Probabilities));

    public Span<T> LogProbabilities => SpanOf(nameof(LogProbabilities));

    public Span<T> LogSumExp => SpanOf(nameof(LogSumExp));

    public Span<T> Gradient => SpanOf(nameof(Gradient));

    public Span<T> Entropies => SpanOf(nameof(Entropies));

    public Span<T> Values => SpanOf(nameof(Values));

    public Span<T> Losses => SpanOf(nameof(Losses));

    public T Temperature { get; set; }

    public T PositiveWeight { get; set; }

    public int Label { get; set; }

    public T Return { get; set; }

    public int ReturnedClass { get; set; }

#pragma warning disable CA1051, IDE1006 // out arguments need fields
    public T Probability;
    public T TotalWeight;
    public int Correct;
    public float FloatReturn;
    public float FloatProbability;
    public float FloatTotalWeight;
#pragma warning restore CA1051, IDE1006

    /// <summary>The labels, given or predicted, in the type of the signature.</summary>
    public Span<TLabel> LabelsOf<TLabel>()
        where TLabel : unmanaged
        => ((GuardedMemory<TLabel>)_memory["Labels"]).Span;

    /// <summary>The values of a role that has float beside other elements of Half.</summary>
    public Span<float> FloatsOf(string role) => ((GuardedMemory<float>)_memory[role]).Span;

    /// <summary>Gives a span between guard pages to a role.</summary>
    public void Give<TValue>(string role, ReadOnlySpan<TValue> values)
        where TValue : unmanaged
        => _memory.Add(role, new GuardedMemory<TValue>(values, _placement));

    /// <summary>Lets an output be the very memory of an input.</summary>
    public void PlaceOver(string input, string role) => _memory.Add(role, _memory[input]);

    public void Dispose()
    {
        foreach (var memory in _memory.Values)
        {
            memory.Dispose();
        }
    }

    private Span<T> SpanOf(string role) => ((GuardedMemory<T>)_memory[role]).Span;
}
