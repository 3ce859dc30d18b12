using System.Collections;

namespace LossKernels.Benchmarks.Codegen.Listing;

/// <summary>
/// The natural loops of a method: a jump to what dominates it closes a loop, which is all that reaches the jump from there. The order in which the JIT lays out blocks does not
/// matter: it likes to put a loop's condition at its end, and what it seldom expects behind everything.
/// </summary>
internal sealed class ControlFlow
{
    private readonly List<(int First, int Last)> _blocks = [];
    private readonly IReadOnlyList<Instruction> _instructions;
    private readonly List<int>[] _predecessors;
    private readonly BitArray[] _dominators;

    /// <param name="instructions">The method.</param>
    /// <param name="labels">The places that labels name.</param>
    /// <exception cref="FormatException">A jump goes to a label that is not there.</exception>
    public ControlFlow(IReadOnlyList<Instruction> instructions, IReadOnlyDictionary<string, int> labels)
    {
        _instructions = instructions;
        var leaders = new SortedSet<int>(labels.Values.Append(0).Concat(Enumerable.Range(0, instructions.Count).Where(place => EndsBlock(instructions[place])).Select(place => place + 1)));
        _ = leaders.RemoveWhere(place => place >= instructions.Count);
        int[] starts = [.. leaders, instructions.Count];
        _blocks.AddRange(starts.Zip(starts.Skip(1), (first, next) => (first, next - 1)));
        _predecessors = [.. _blocks.Select(_ => new List<int>())];
        for (var block = 0; block < _blocks.Count; block++)
        {
            var last = instructions[_blocks[block].Last];

            // A jump through a table, or into another method, names no label here.
            if (last.IsJump && last.Target.StartsWith("G_M", StringComparison.Ordinal))
            {
                var target = labels.TryGetValue(last.Target, out var place) ? place : throw new FormatException($"The listing has no label {last.Target}.");
                if (Array.BinarySearch(starts, target) is >= 0 and var found && found < _blocks.Count)
                {
                    _predecessors[found].Add(block);
                }
            }

            if (last.Mnemonic is not ("jmp" or "ret" or "int3") && block + 1 < _blocks.Count)
            {
                _predecessors[block + 1].Add(block);
            }
        }

        _dominators = Dominators();
    }

    /// <summary>The loops of the method's own code, in the order in which they are come to, outer ones first.</summary>
    public List<ListedLoop> Loops()
    {
        var bodies = new Dictionary<int, HashSet<int>>();
        for (var header = 0; header < _blocks.Count; header++)
        {
            foreach (var end in _predecessors[header].Where(end => _dominators[end][header]))
            {
                if (!bodies.TryGetValue(header, out var body))
                {
                    bodies.Add(header, body = [header]);
                }

                Reach(end, body);
            }
        }

        // As control flows, not as blocks are laid out; a loop's header comes before those within.
        var order = Order();
        var ordered = bodies.Where(body => !body.Value.SelectMany(Instructions).Any(MovesStack)).OrderBy(body => order[body.Key]).Select(body => body.Value).ToList();
        List<ListedLoop> loops = [.. ordered.Select(body => new ListedLoop([.. body.Order().SelectMany(Places)]))];
        for (var i = 0; i < loops.Count; i++)
        {
            var around = Enumerable.Range(0, loops.Count).Where(other => other != i && ordered[i].IsProperSubsetOf(ordered[other])).ToList();
            loops[i].Depth = around.Count;
            if (around.Count > 0)
            {
                loops[around.MinBy(other => ordered[other].Count)].Inner.Add(loops[i]);
            }
        }

        return loops;
    }

    /// <summary>A loop that moves the stack's end is the JIT's own: it clears or probes memory that the method takes from the stack.</summary>
    private static bool MovesStack(Instruction instruction) => instruction.Mnemonic == "push" || instruction.Operands.StartsWith("rsp,", StringComparison.Ordinal);

    private IEnumerable<int> Places(int block) => Enumerable.Range(_blocks[block].First, _blocks[block].Last - _blocks[block].First + 1);

    private IEnumerable<Instruction> Instructions(int block) => Places(block).Select(place => _instructions[place]);

    private static bool EndsBlock(Instruction instruction) => instruction.IsJump || instruction.Mnemonic is "ret" or "int3";

    /// <summary>Adds what reaches a block without passing what is there already.</summary>
    private void Reach(int end, HashSet<int> body)
    {
        var open = new Stack<int>([end]);
        while (open.TryPop(out var block))
        {
            if (body.Add(block))
            {
                foreach (var before in _predecessors[block])
                {
                    open.Push(before);
                }
            }
        }
    }

    /// <summary>For each block its place in an order in which every block comes before those that it leads to, jumps back left out.</summary>
    private int[] Order()
    {
        var successors = Enumerable.Range(0, _blocks.Count).Select(block => Enumerable.Range(0, _blocks.Count).Where(next => _predecessors[next].Contains(block)).ToList()).ToList();
        var (order, next, seen) = (new int[_blocks.Count], _blocks.Count, new bool[_blocks.Count]);
        var open = new Stack<(int Block, bool IsDone)>([(0, false)]);
        while (open.TryPop(out var visit))
        {
            if (visit.IsDone)
            {
                order[visit.Block] = --next;
            }
            else if (!seen[visit.Block])
            {
                seen[visit.Block] = true;
                open.Push((visit.Block, true));
                successors[visit.Block].ForEach(successor => open.Push((successor, false)));
            }
        }

        return order;
    }

    /// <summary>For each block, the blocks that are passed on every way to it.</summary>
    private BitArray[] Dominators()
    {
        BitArray[] dominators = [.. _blocks.Select((_, block) => new BitArray(_blocks.Count, block > 0))];
        dominators[0][0] = true;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var block = 1; block < _blocks.Count; block++)
            {
                var passed = new BitArray(_blocks.Count, true);
                foreach (var before in _predecessors[block])
                {
                    _ = passed.And(dominators[before]);
                }

                passed[block] = true;
                changed |= new BitArray(passed).Xor(dominators[block]).HasAnySet();
                dominators[block] = passed;
            }
        }

        return dominators;
    }
}
