namespace LossKernels.Generators.Lowering;

/// <summary>How the rows of a batch are laid over vector lanes.</summary>
internal enum Layout
{
    /// <summary>As many rows as a vector has lanes side by side, one vector a class: no reduction across lanes.</summary>
    RowsAcrossLanes,

    /// <summary>Rows side by side, a block of them at a time, with each function in a loop of its own.</summary>
    RowsAcrossLanesInPhases,

    /// <summary>A block of rows at a time, in loops that each do one thing for all of them.</summary>
    RowsInPhases,

    /// <summary>One row at a time, all of it in vector registers: read once, written once.</summary>
    RowInRegisters,

    /// <summary>One row at a time, in loops of a block of vectors each: one loop a pass.</summary>
    RowLoop,
}
