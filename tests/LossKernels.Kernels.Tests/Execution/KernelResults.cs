using LossKernels.Generators.Declarations;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>All that a call of a kernel gave, role by role, widened to double without rounding.</summary>
internal sealed class KernelResults
{
    private readonly Dictionary<Role, double[]> _values = [];

    /// <summary>What the call took from the heap.</summary>
    public long AllocatedBytes { get; init; }

    public IEnumerable<Role> Roles => _values.Keys;

    public double[] this[Role role]
    {
        get => _values[role];
        set => _values[role] = value;
    }

    /// <summary>One row's part of a result that has values per row or per class.</summary>
    public ReadOnlySpan<double> Row(Role role, int row, int rows)
    {
        var perRow = _values[role].Length / rows;
        return _values[role].AsSpan(row * perRow, perRow);
    }

    /// <summary>Whether two numbers have the same bits, where all NaN count as one.</summary>
    public static bool SameBits(double x, double y)
        => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y));

    /// <summary>Whether all numbers have the same bits.</summary>
    public static bool SameBits(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            return false;
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (!SameBits(x[i], y[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>For how many rows there are values, given other results for a known number of rows.</summary>
    public int RowsOf(Role role, KernelResults other, int otherRows) => _values[role].Length * otherRows / other[role].Length;

    /// <summary>The first difference in bits to the same kernel's results on the same rows, or null.</summary>
    public string? DifferenceTo(KernelResults other)
    {
        foreach (var (role, values) in _values)
        {
            if (other._values.TryGetValue(role, out var others))
            {
                for (var i = 0; i < values.Length; i++)
                {
                    if (!SameBits(values[i], others[i]))
                    {
                        return $"{role}[{i}] is {values[i]:G17} and not {others[i]:G17}";
                    }
                }
            }
        }

        return null;
    }
}
