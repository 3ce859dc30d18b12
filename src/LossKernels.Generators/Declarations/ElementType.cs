namespace LossKernels.Generators.Declarations;

/// <summary>The element type of a kernel's spans.</summary>
internal enum ElementType
{
    /// <summary><see cref="float"/>: 32 bits, 16 lanes in a 512-bit vector.</summary>
    Single,

    /// <summary><see cref="double"/>: 64 bits, 8 lanes in a 512-bit vector.</summary>
    Double,
}
