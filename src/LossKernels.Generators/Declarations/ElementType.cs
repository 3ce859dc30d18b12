namespace LossKernels.Generators.Declarations;

/// <summary>The type that a kernel computes in; what its memory holds is a <see cref="StoredType"/>.</summary>
internal enum ElementType
{
    /// <summary><see cref="float"/>: 32 bits, 16 lanes in a 512-bit vector.</summary>
    Single,

    /// <summary><see cref="double"/>: 64 bits, 8 lanes in a 512-bit vector.</summary>
    Double,
}
