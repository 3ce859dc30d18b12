namespace LossKernels.Analyzers.Values;

/// <summary>What a <see cref="Value"/> is. Operands are listed in their order.</summary>
internal enum ValueKind
{
    /// <summary>A number that is known at compile time.</summary>
    Constant,

    /// <summary>What a parameter holds when the method starts; the tag is its symbol.</summary>
    Input,

    /// <summary>The instance that the method belongs to.</summary>
    This,

    /// <summary>An object that the method makes; the tag is the operation.</summary>
    New,

    /// <summary>Anything else; the operands are what it was made of.</summary>
    Unknown,

    /// <summary>A position in a loop or sequence; negative numbers are bound by a reduction or sequence around them.</summary>
    Index,

    /// <summary>A step of a path: the field or property in the tag.</summary>
    Member,

    /// <summary>What memory holds: root, then the steps of the path. The number is the version of what was written before.</summary>
    Read,

    /// <summary>What a variable or a place held when an iteration began.</summary>
    Carried,

    /// <summary>A function of the program: its instance and arguments.</summary>
    Call,

    /// <summary>Several values in one.</summary>
    Tuple,

    /// <summary>A lambda or method group; the tag is its operation.</summary>
    Function,

    /// <summary>A part of a collection: the collection, the position it starts at.</summary>
    Slice,

    /// <summary>How many elements a collection has.</summary>
    Length,

    /// <summary>One value per position: index, body.</summary>
    Sequence,

    Negate,
    Add,
    Multiply,
    Divide,
    Max,
    Min,
    Exp,
    Expm1,
    Log,
    Log1p,
    Abs,
    Sqrt,
    Tanh,
    Sine,
    Sigmoid,

    /// <summary>Exponentials over their sum: what they are of, and the axis that they are summed along.</summary>
    Softmax,

    /// <summary>The logarithm of a softmax, of the same operands.</summary>
    LogSoftmax,

    /// <summary>A value of [0, 1] that the project's settings say is a probability: the operand.</summary>
    Probability,

    /// <summary>The sum over positions: index, body.</summary>
    Sum,

    /// <summary>The largest over positions: index, body.</summary>
    Largest,

    /// <summary>The smallest over positions: index, body.</summary>
    Smallest,

    /// <summary>Condition, value where it holds, value where it does not.</summary>
    Choice,

    /// <summary>Operand &lt; 0.</summary>
    Negative,

    /// <summary>Operand &lt;= 0.</summary>
    NotPositive,

    /// <summary>Operand == 0.</summary>
    Zero,

    /// <summary>The operand is NaN.</summary>
    NaN,
    Not,
    And,
    Or,
}
