using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// A sum by the <see cref="SummationTree"/>: the terms of a block are added as soon as their tree allows, so that few have to
/// be held, and a block's sum joins a total that carries what its roundings lost.
/// </summary>
internal sealed class LoopSum(string name, VectorType vector, SummationTree tree, LaneReductions reductions, CodeWriter writer)
    : LoopReduction(name, vector, reductions, writer)
{
    private readonly Dictionary<int, Stack<(int Level, string Sum)>> _partial = [];
    private readonly Dictionary<int, Expression> _whole = [];
    private int _parts;
    private bool _isWhole;

    public override void WriteBuffers()
    {
        if (Vector.IsScalar)
        {
            Writer.Write($"Span<{Vector.Name}> {Name}Totals = stackalloc {Vector.Name}[{tree.Lanes}];");
            Writer.Write($"Span<{Vector.Name}> {Name}Rests = stackalloc {Vector.Name}[{tree.Lanes}];");
        }
    }

    public override Expression Lanes => new(SummationTree.FoldGroups([.. Groups], (left, right) => Arithmetic.Binary("+", left, right)).Text, _isWhole && _whole.Count == 1);

    private IEnumerable<Expression?> Groups => Enumerable.Range(0, tree.Groups).Select(group => _isWhole
        ? _whole.TryGetValue(group, out var sum) ? (Expression?)sum : null
        : new Expression(Reductions.Compensated($"{Name}Total{group}", $"{Name}Rest{group}")));

    public override void WriteStart(bool isWhole)
    {
        _isWhole = isWhole;
        if (isWhole)
        {
            return;
        }

        if (Vector.IsScalar)
        {
            Writer.Write($"{Name}Totals.Clear();");
            Writer.Write($"{Name}Rests.Clear();");
            return;
        }

        for (var group = 0; group < tree.Groups; group++)
        {
            Writer.Write($"var {Name}Total{group} = {Vector.Name}.Zero;");
            Writer.Write($"var {Name}Rest{group} = {Vector.Name}.Zero;");
        }
    }

    public override void Include(int index, Expression tile, string classes)
    {
        var group = Vector.IsScalar ? 0 : index % tree.Groups;
        if (!_partial.TryGetValue(group, out var sums))
        {
            _partial.Add(group, sums = []);
        }

        // Two long terms would not fit a line.
        const int longestTerm = 50;
        var (level, sum) = (0, tile.Text.Length > longestTerm ? Declare(tile.Text) : tile.AsPrimary);
        while (sums.Count > 0 && sums.Peek().Level == level)
        {
            sum = Declare($"{sums.Pop().Sum} + {sum}");
            level++;
        }

        sums.Push((level, sum));
    }

    public override void EndSegment(LoopSegment segment)
    {
        foreach (var group in _partial.Keys.OrderBy(group => group))
        {
            var sums = _partial[group];
            var sum = sums.Pop().Sum;
            while (sums.Count > 0)
            {
                sum = Declare($"{sums.Pop().Sum} + {sum}");
            }

            if (_isWhole)
            {
                _whole[group] = new(sum);
                continue;
            }

            var (total, rest) = segment.Lane is { } lane
                ? ($"{Name}Totals[{lane}]", $"{Name}Rests[{lane}]")
                : ($"{Name}Total{group}", $"{Name}Rest{group}");
            var next = Declare($"{total} + {sum}");
            Writer.Write($"{rest} += {Reductions.RoundingError(total, sum, next)};");
            Writer.Write($"{total} = {next};");
        }

        _partial.Clear();
    }

    public override Expression Result()
        => new(Vector.IsScalar ? Reductions.SumLanes($"{Name}Totals", $"{Name}Rests") : Reductions.Sum(Lanes.Text));

    private string Declare(string sum)
    {
        var part = $"{Name}Part{_parts++}";
        Writer.Write($"var {part} = {sum};");
        return part;
    }
}
