namespace LossKernels.Generators.RowPrograms;

/// <summary>What a value of a row program is computed by. Element-wise unless it says otherwise.</summary>
internal enum Operation
{
    /// <summary>
    /// The values that a role brings in; of one that all rows share, the same for every row; of truth values, whether the number that is there is positive.
    /// </summary>
    Load,

    /// <summary>Whether the label that a role brings in is not the one to ignore. The load of an ignored label is class 0, so that picks stay in the row.</summary>
    IsCounted,

    /// <summary>
    /// For the batch, known before any row: the sum of a value that all rows share (or of 1) at each label that is not to be ignored, in double
    /// precision and in the order of the rows.
    /// </summary>
    TotalAtLabels,

    /// <summary>A number.</summary>
    Constant,

    /// <summary>The number of rows of the call.</summary>
    RowCount,

    Add,
    Subtract,
    Multiply,

    /// <summary>The correctly rounded quotient.</summary>
    Divide,

    Negate,

    /// <summary>The absolute value; of NaN NaN.</summary>
    Abs,

    /// <summary>e to the power of an argument that is never positive; exactly 1 at 0 and exactly 0 at -infinity.</summary>
    Exp,

    /// <summary>log(1 + x) of an argument that is never negative.</summary>
    Log1p,

    /// <summary>(exp(x) - 1 - x) / x^2, 1/2 at 0, of an argument within -1 to 1; of any other argument nothing is said.</summary>
    Phi2,

    /// <summary>Whether the first value is less than the second; NaN is not, and nothing is less than it.</summary>
    Less,

    /// <summary>Whether two values are equal; NaN equals nothing.</summary>
    Equal,

    /// <summary>The second operand where the first is true, elsewhere the third.</summary>
    Select,

    /// <summary>
    /// Per class: the first operand, which may be a constant, with the value at the class given by the second replaced by the third (per row).
    /// </summary>
    AtLabel,

    /// <summary>From per class to per row or rank: the loaded value at a class given per row or rank.</summary>
    Pick,

    /// <summary>
    /// From per class to per rank: the classes of the largest loaded values, largest first, NaN being larger than every number and the lower class first
    /// among equal values (0 and -0 are equal, and so are all NaN).
    /// </summary>
    Largest,

    /// <summary>From per class to per row: the largest value; some number or NaN where one is NaN.</summary>
    Max,

    /// <summary>From per class to per row: the sum, by the summation tree that follows from the class count.</summary>
    Sum,

    /// <summary>From per class to per row: the first class of the largest value, NaN being larger than every number.</summary>
    ArgMax,

    /// <summary>From per row to the batch: the sum over the rows, in double precision and in an order of its own.</summary>
    Total,
}
