namespace LossKernels.Benchmarks.Contenders;

/// <summary>One that is timed.</summary>
/// <param name="Name">Who.</param>
/// <param name="Elements">How many elements one call goes through.</param>
/// <param name="Call">The call.</param>
internal sealed record Contender(string Name, int Elements, Action Call)
{
    public const string Ours = "ours";
    public const string Tensors = "TensorPrimitives";
    public const string Loop = "scalar loop";
    public const string Copy = "copy";
    public const string FloatKernel = "ours in float";

    /// <summary>The floor, at each width that the CPU has registers for.</summary>
    public const string Floor = "exp floor";
}

/// <summary>Contenders over the same data, all of whose results were compared to those of a loop in double.</summary>
/// <param name="Kernel">What they compute.</param>
/// <param name="Type">The element type, as C# names it.</param>
/// <param name="Classes">K.</param>
/// <param name="Rows">N.</param>
internal sealed record Contest(TimedKernel Kernel, string Type, int Classes, int Rows, IReadOnlyList<Contender> Contenders);
