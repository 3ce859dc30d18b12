namespace LossKernels.Generators.Declarations;

/// <summary>Which two numbers binary labels are; the values are those of the attribute's enum.</summary>
internal enum BinaryLabels
{
    ZeroOne,
    PlusMinusOne,
}
