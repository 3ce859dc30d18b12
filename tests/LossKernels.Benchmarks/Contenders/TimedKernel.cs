namespace LossKernels.Benchmarks.Contenders;

/// <summary>What is timed.</summary>
internal enum TimedKernel
{
    /// <summary>Softmax of a batch.</summary>
    Softmax,

    /// <summary>The mean cross-entropy of a batch.</summary>
    Loss,

    /// <summary>The mean cross-entropy of a batch and its gradient.</summary>
    Gradient,

    /// <summary>Softmax of one row at a time, each of other memory, so that the calls overlap in the CPU.</summary>
    OneRow,

    /// <summary>Softmax of one row in place, again and again, so that each call waits for the one before.</summary>
    ChainedRow,
}
