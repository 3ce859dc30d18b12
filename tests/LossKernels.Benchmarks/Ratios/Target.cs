using LossKernels.Benchmarks.Contenders;

namespace LossKernels.Benchmarks.Ratios;

/// <summary>What the contract asks of a kernel: times as multiples of the floor, and of others.</summary>
/// <param name="OfFloor">The most that its time may be of the floor's; of float's for Half; of the floor's or a copy's for one huge row.</param>
/// <param name="OverTensors">The least that TensorPrimitives' time is of its.</param>
internal sealed record Target(double? OfFloor, double? OverTensors)
{
    public static Target Of(Contest contest) => (contest.Kernel, contest.Type, contest.Classes) switch
    {
        (TimedKernel.OneRow, "float", 10) => new(null, 4),
        (TimedKernel.ChainedRow, "float", 10) => new(null, 1.7),
        (TimedKernel.OneRow or TimedKernel.ChainedRow, _, _) => new(null, null),
        (_, "Half", _) => new(2.5, null),
        (TimedKernel.Softmax, "double", <= 16) => new(2, contest.Classes is 3 or 10 ? 4 : 1.5),
        (TimedKernel.Softmax, "double", _) => new(1.9, 1.5),
        (_, "double", _) => new(null, null),
        (TimedKernel.Softmax, _, >= 1_000_000) => new(1.5, 2.5),
        (TimedKernel.Softmax, _, 2) => new(1.6, 25),
        (TimedKernel.Softmax, _, 8 or 16) => new(2.3, 6),
        (TimedKernel.Softmax, _, <= 16) => new(2.3, 10),
        (TimedKernel.Softmax, _, <= 31) => new(2.3, 3),
        (TimedKernel.Softmax, _, < 1000) => new(1.9, 2.5),
        (TimedKernel.Softmax, _, _) => new(1.4, 2.5),
        (TimedKernel.Gradient, _, 2) => new(3.6, null),
        (TimedKernel.Gradient, _, <= 16) => new(3.4, null),
        (TimedKernel.Gradient, _, <= 31) => new(2.8, null),
        (TimedKernel.Gradient, _, < 1000) => new(2.3, null),
        (TimedKernel.Gradient, _, _) => new(1.7, null),
        (_, _, 2) => new(2.4, null),
        (_, _, <= 16) => new(2.6, null),
        (_, _, <= 31) => new(2.2, null),
        (_, _, < 1000) => new(1.8, null),
        _ => new(1.3, null),
    };
}
