namespace LossKernels.Generators.Lowering;

/// <summary>What goes along with the exponentials of one row for the rows beside it: reading and writing memory, which costs next to nothing beside so much arithmetic.</summary>
/// <param name="Next">Where the next row's values begin, and the vector of the largest of them so far.</param>
/// <param name="Previous">Where the previous row's results begin, and what they are multiplied by; or null, if nothing is left to do for them.</param>
internal sealed record Companions((string Values, string Largest) Next, (string Results, string Factor)? Previous);
