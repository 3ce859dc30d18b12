namespace LossKernels.Generators.Declarations;

/// <summary>What memory holds, in spans, scalars and the returned value: the element type of a declaration. What is computed in is an <see cref="ElementType"/>.</summary>
internal enum StoredType
{
    /// <summary><c>System.Half</c>: 16 bits. Widened to <see cref="float"/> when read, and rounded once when written.</summary>
    Half,

    /// <summary><see cref="float"/>.</summary>
    Single,

    /// <summary><see cref="double"/>.</summary>
    Double,
}
