using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>How the values per class of an input get from memory into registers.</summary>
internal interface IClassSource
{
    /// <summary>A vector, or a scalar, of values from <paramref name="offset"/> elements behind a reference on.</summary>
    public Expression Load(string reference, string offset);

    /// <summary>As many values of each row as 128 bits hold: the same classes of rows that lie a step apart, side by side.</summary>
    public string LoadRows(string reference, int offset, int step);
}
