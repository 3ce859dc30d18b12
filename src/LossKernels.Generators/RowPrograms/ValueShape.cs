namespace LossKernels.Generators.RowPrograms;

/// <summary>How many numbers a value of a row program stands for.</summary>
internal enum ValueShape
{
    /// <summary>One for the whole call: a temperature, the number of rows, a total over the rows.</summary>
    Batch,

    /// <summary>One a row: a maximum, a sum, a label, a loss.</summary>
    Row,

    /// <summary>One a row and class: a logit, an exponential, a probability.</summary>
    Class,

    /// <summary>One a row and rank: the class of the largest value, of the second largest ..., and what is picked there.</summary>
    Rank,
}

/// <summary>What kind of numbers a value consists of.</summary>
internal enum ValueKind
{
    /// <summary>Floating-point numbers of the type that is computed in.</summary>
    Real,

    /// <summary>Class indices.</summary>
    Index,

    /// <summary>Truth values.</summary>
    Truth,
}
