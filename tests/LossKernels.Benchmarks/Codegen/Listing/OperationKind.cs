namespace LossKernels.Benchmarks.Codegen.Listing;

/// <summary>What a piece of work needs of a CPU: kinds that share execution ports on some of them are told apart where others do not.</summary>
internal enum OperationKind
{
    /// <summary>A multiplication, fused with an addition or not.</summary>
    Multiply,

    /// <summary>An addition or subtraction of floating-point numbers.</summary>
    Add,

    /// <summary>A comparison, maximum or minimum of floating-point numbers.</summary>
    Compare,

    /// <summary>Bitwise logic and blends.</summary>
    Logic,

    /// <summary>Addition and comparison of integers in vectors.</summary>
    IntegerLanes,

    /// <summary>A shift in vectors.</summary>
    Shift,

    /// <summary>Anything that moves lanes.</summary>
    Shuffle,

    /// <summary>A conversion or rounding.</summary>
    Convert,

    /// <summary>A division or square root of single precision.</summary>
    Divide,

    /// <summary>A division or square root of double precision.</summary>
    DivideDouble,

    /// <summary>A load, of its own or as an operand.</summary>
    Load,

    /// <summary>A store.</summary>
    Store,

    /// <summary>Arithmetic outside of vectors.</summary>
    Integer,

    /// <summary>A jump.</summary>
    Branch,
}
