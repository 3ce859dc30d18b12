namespace LossKernels.Generators.Tests.Snapshots;

/// <summary>What was generated is not what was verified; the message holds the difference, line by line.</summary>
public sealed class SnapshotMismatchException(string message) : Exception(message);
