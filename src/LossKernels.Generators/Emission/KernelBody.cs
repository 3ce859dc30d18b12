using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Lowering;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Emission;

/// <summary>
/// What follows the argument guards: values for the whole batch, the rows, and the results. Where something is totalled over
/// the rows, they go in blocks, each row's term into a small buffer that is summed in double precision in an order that does
/// not depend on the layout.
/// </summary>
internal sealed class KernelBody
{
    /// <summary>The rows whose terms are summed together.</summary>
    private const int RowsPerBlock = 64;

    private readonly KernelDeclaration _declaration;
    private readonly KernelArguments _arguments;
    private readonly SharedMethods _shared;
    private readonly CodeWriter _writer = new();
    private readonly Arithmetic _arithmetic;

    private KernelBody(KernelDeclaration declaration, KernelArguments arguments, SharedMethods shared)
    {
        _declaration = declaration;
        _arguments = arguments;
        _arithmetic = new Arithmetic(VectorType.Scalar(ElementType.Double), shared);
        _shared = shared;
    }

    private string ElementName => VectorType.Scalar(_arguments.Element).ElementName;

    public static string Write(KernelDeclaration declaration, KernelArguments arguments, SharedMethods shared)
        => new KernelBody(declaration, arguments, shared).Write();

    /// <summary>As which type a kernel reads a parameter's values: a <c>bool</c> is a byte, of which any but 0 is true.</summary>
    public static string InMemory(string valueType) => valueType == "bool" ? "byte" : valueType;

    private string Write()
    {
        foreach (var total in _arguments.Program.Values.Where(value => value.Operation == Operation.TotalAtLabels))
        {
            _writer.Write($"var {LabelTotals.Name} = {TotalAtLabels(total)};");
        }

        foreach (var value in _arguments.BatchValues.Where(value => value.Operation != Operation.Load))
        {
            _writer.Write($"var {_arguments.NameOfBatchValue(value)} = ({ElementName}){Batch(value).AsPrimary};");
        }

        foreach (var store in _arguments.Outputs.Where(store => IsSingle(store.Role)))
        {
            var type = _arguments.TypeOf(store);
            _writer.Write($"{(store.Role == Role.Return ? $"{type} result" : KernelArguments.NameOf(store.Role))} = {(type == "Half" ? "default" : "0")};");
        }

        // Fewer rows than fill a vector go one by one, without scratch memory.
        var fewest = new VectorType(_arguments.Element, 128).Lanes;
        if (_arguments.Totals.Count > 0)
        {
            if (_arguments.HasScratch)
            {
                _writer.Write($"Span<{ElementName}> {KernelArguments.Scratch} = rows < {fewest} ? default : stackalloc {ElementName}[{_arguments.ScratchLength}];");
            }

            WriteBlocks();
        }
        else if (_arguments.HasScratch)
        {
            WriteRows($"if (rows < {fewest})", KernelDispatch.FewRows);
            WriteRows("else", KernelDispatch.AllRows);
        }
        else
        {
            _writer.WriteList(KernelDispatch.AllRows, [.. Arguments(null), "0", "rows"], ";");
        }

        WriteResults();
        return _writer.ToString();
    }

    private void WriteRows(string condition, string method)
    {
        _writer.OpenBlock(condition);
        _writer.WriteList(method, [.. Arguments(null), "0", "rows"], ";");
        _writer.CloseBlock();
    }

    private void WriteBlocks()
    {
        var totals = _arguments.Totals.ToDictionary(
            total => total,
            total => RowTerms.Statements(_arguments.Element, KernelArguments.TermsOf(total), TotalName(total), _shared));
        foreach (var total in _arguments.Totals)
        {
            _writer.Write($"Span<{ElementName}> {KernelArguments.TermsOf(total)} = stackalloc {ElementName}[{RowsPerBlock}];");
            _writer.Write(totals[total].Declaration);
        }

        _writer.OpenBlock($"for (nint first = 0; first < rows; first += {RowsPerBlock})");
        _writer.Write($"var count = (int)Math.Min({RowsPerBlock}, rows - first);");
        _writer.WriteList(KernelDispatch.AllRows, [.. Arguments("first"), "0", "count"], ";");
        foreach (var total in _arguments.Totals)
        {
            _writer.Write(totals[total].Add);
        }

        _writer.CloseBlock();
        foreach (var end in _arguments.Totals.Select(total => totals[total].End).OfType<string>())
        {
            _writer.Write(end);
        }
    }

    private void WriteResults()
    {
        foreach (var store in _arguments.Program.Stores.Where(store => store.Value.Shape == ValueShape.Batch && store.Role != Role.Return))
        {
            var type = store.Role == Role.Correct ? "int" : _arguments.StoredTypeOf(store.Role).Keyword();
            _writer.Write($"{KernelArguments.NameOf(store.Role)} = ({type}){Batch(store.Value).AsPrimary};");
        }

        if (_arguments.Program.Stores.FirstOrDefault(store => store.Role == Role.Return) is { } result)
        {
            _writer.Write(result.Value.Shape == ValueShape.Batch
                ? $"return ({_arguments.StoredTypeOf(Role.Return).Keyword()}){Batch(result.Value).AsPrimary};"
                : "return result;");
        }
    }

    private Expression Batch(Value value) => value.Operation switch
    {
        Operation.RowCount => new("rows"),
        Operation.Total => new(TotalName(value)),
        Operation.TotalAtLabels => new(LabelTotals.Name),
        Operation.Load => Scalar(value.Role),
        _ => _arithmetic.Apply(value, [.. value.Operands.Select(Batch)]),
    };

    private string TotalAtLabels(Value total)
    {
        var labels = _declaration.Find(total.Role)!;
        var weights = total.Operands.Length == 0 ? null : _declaration.Find(total.Operands[0].Role);
        var span = labels.Shape == ParameterShape.Scalar ? $"new ReadOnlySpan<{labels.ValueType}>(in {labels.Name})" : labels.Name;
        return LabelTotals.Call(labels.ValueType, span, weights?.Name, weights is null ? "" : StoredTypes.Parse(weights.ValueType).Keyword(), total.Ignored, _shared);
    }

    /// <summary>The arguments of a call for the rows from <paramref name="first"/> on, or for all rows.</summary>
    private IReadOnlyList<string> Arguments(string? first) =>
    [
        .. _arguments.Inputs.Select(input => Reference(input.Role, input, first)),
        .. _arguments.Outputs.Select(store => Reference(store.Role, store.Value, first)),
        .. _arguments.Totals.Select(total => $"ref MemoryMarshal.GetReference({KernelArguments.TermsOf(total)})"),
        .. _arguments.HasScratch && _arguments.Totals.Count > 0 ? [$"ref MemoryMarshal.GetReference({KernelArguments.Scratch})"] : Array.Empty<string>(),
        .. _arguments.BatchValues.Select(value => value.Operation == Operation.Load ? Scalar(value.Role).Text : _arguments.NameOfBatchValue(value)),
    ];

    /// <summary>A parameter that is passed by value, as a number of the type computed in.</summary>
    private Expression Scalar(Role role)
    {
        var name = KernelArguments.NameOf(role);
        return _arguments.StoredTypeOf(role) == StoredType.Half ? new($"({ElementName}){name}", false) : new(name);
    }

    private string Reference(Role role, Value value, string? first)
    {
        if (IsSingle(role))
        {
            return role == Role.Return ? "ref result" : $"ref {_declaration.Find(role)!.Name}";
        }

        var parameter = _declaration.Find(role)!;
        var reference = $"ref MemoryMarshal.GetReference({parameter.Name})";
        if (InMemory(parameter.ValueType) is var type && type != parameter.ValueType)
        {
            reference = $"ref Unsafe.As<{parameter.ValueType}, {type}>({reference})";
        }

        if (first is null || (value.Shape == ValueShape.Class && RoleShapes.IsSharedByRows(role)))
        {
            return reference;
        }

        var perRow = _arguments.PerRow(value);
        return $"ref Unsafe.Add({reference}, {(perRow > 1 ? $"{first} * {perRow}" : first)})";
    }

    /// <summary>Whether a role is one variable and no span.</summary>
    private bool IsSingle(Role role) => role == Role.Return || _declaration.Find(role) is { Shape: ParameterShape.Scalar or ParameterShape.Out };

    private static string TotalName(Value total) => $"{total.Operands[0].Name ?? $"term{total.Index}"}Total";
}
