namespace LossKernels.Generators.Declarations;

/// <summary>How the losses of the rows become the returned value; the values are those of the attribute's enum.</summary>
internal enum Reduction
{
    Mean,
    Sum,
    None,
}
