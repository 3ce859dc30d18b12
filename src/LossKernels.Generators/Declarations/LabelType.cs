namespace LossKernels.Generators.Declarations;

/// <summary>The integer type in which a declaration gives its class labels.</summary>
internal enum LabelType
{
    Byte,
    UInt16,
    Int16,
    Int32,
    Int64,
}
