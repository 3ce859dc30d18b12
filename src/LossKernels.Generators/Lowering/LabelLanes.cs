using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>How labels come in, go out and pick their class, for every type of label and vector.</summary>
internal sealed class LabelLanes(VectorType vector, SharedMethods shared)
{
    /// <summary><c>AtLabel(value, label, classes, replacement)</c>: the replacement where the class is the label, elsewhere the value.</summary>
    public Expression AtLabel(Expression value, Expression label, string classes, Expression replacement)
    {
        if (vector.IsScalar)
        {
            return new($"{label.AsPrimary} == {classes} ? {replacement.AsPrimary} : {value.AsPrimary}", false);
        }

        var (v, asFloat) = (vector.ClassName, vector.ElementName == "float" ? "AsSingle" : "AsDouble");
        shared.Add($"AtLabel({vector.Name})", key => SharedMethod.Of(
            key,
            "The replacement in the lanes whose class is the label, elsewhere the value.",
            $"{vector.Name} AtLabel({vector.Name} value, {vector.IndexName} label, {vector.IndexName} classes, {vector.Name} replacement)",
            $"    return {v}.ConditionalSelect({v}.Equals(label, classes).{asFloat}(), replacement, value);"));
        return new($"AtLabel({value}, {label}, {classes}, {replacement})");
    }

    /// <summary>The labels of as many rows as the vector has lanes, as indices.</summary>
    /// <param name="ignored">The label that is loaded as class 0, if any.</param>
    public string LoadLabels(string labelType, string reference, string row, long? ignored = null)
    {
        if (ignored is { } label)
        {
            return LoadCountedLabels(labelType, reference, row, label);
        }

        if (vector.IsScalar)
        {
            return labelType == "int" ? $"Unsafe.Add(ref {reference}, {row})" : $"(int)Unsafe.Add(ref {reference}, {row})";
        }

        if (labelType == vector.IndexElementName)
        {
            return $"{vector.ClassName}.LoadUnsafe(ref {reference}, (nuint){row})";
        }

        var name = $"Load{vector.Lanes}{(vector.IndexElementName == "long" ? "Long" : "")}Labels";
        var lanes = Enumerable.Range(0, vector.Lanes).Select(i => i == 0 ? $"({vector.IndexElementName})labels" : $"({vector.IndexElementName})Unsafe.Add(ref labels, {i})");
        shared.Add($"{name}({labelType})", key => SharedMethod.Of(
            key,
            $"{vector.Lanes} labels, one a lane.",
            $"{vector.IndexName} {name}(ref {labelType} labels)",
            $"    return {vector.ClassName}.Create(\n        {string.Join(",\n        ", lanes)});"));
        return $"{name}(ref Unsafe.Add(ref {reference}, {row}))";
    }

    /// <summary>Whether the labels of as many rows as the vector has lanes are not the ignored one.</summary>
    public Expression AreCounted(string labelType, string reference, string row, long ignored)
    {
        if (vector.IsScalar)
        {
            return new($"Unsafe.Add(ref {reference}, {row}) != {Literal(ignored)}", false);
        }

        var asFloat = vector.ElementName == "float" ? "AsSingle" : "AsDouble";
        var equal = labelType == vector.IndexElementName
            ? $"{vector.ClassName}.Equals({vector.ClassName}.LoadUnsafe(ref {reference}, (nuint){row}), {LiteralLanes(ignored)})"
            : EachLane("LoadIgnored", "Which of the labels are ignored: all bits of their lanes.", labelType, reference, row, ignored, lane => $"{lane} == ignored ? -1 : 0");
        return new($"(~{equal}).{asFloat}()");
    }

    private string LoadCountedLabels(string labelType, string reference, string row, long ignored)
    {
        if (vector.IsScalar)
        {
            var label = $"Unsafe.Add(ref {reference}, {row})";
            return $"{label} == {Literal(ignored)} ? 0 : {(labelType == "int" ? label : $"(int){label}")}";
        }

        return labelType == vector.IndexElementName
            ? $"{vector.ClassName}.AndNot({vector.ClassName}.LoadUnsafe(ref {reference}, (nuint){row}), {vector.ClassName}.Equals({vector.ClassName}.LoadUnsafe(ref {reference}, (nuint){row}), {LiteralLanes(ignored)}))"
            : EachLane("LoadCounted", "The labels one a lane, 0 for an ignored one.", labelType, reference, row, ignored, lane => $"{lane} == ignored ? 0 : ({vector.IndexElementName}){lane}");
    }

    private string EachLane(string verb, string summary, string labelType, string reference, string row, long ignored, Func<string, string> lane)
    {
        var name = $"{verb}{vector.Lanes}{(vector.IndexElementName == "long" ? "Long" : "")}Labels";
        var lanes = Enumerable.Range(0, vector.Lanes).Select(i => lane(i == 0 ? "labels" : $"Unsafe.Add(ref labels, {i})"));
        shared.Add($"{name}({labelType})", key => SharedMethod.Of(
            key,
            summary,
            $"{vector.IndexName} {name}(ref {labelType} labels, long ignored)",
            $"    return {vector.ClassName}.Create(\n        {string.Join(",\n        ", lanes)});"));
        return $"{name}(ref Unsafe.Add(ref {reference}, {row}), {Literal(ignored)})";
    }

    /// <summary>A label in every lane, in the type of the indices.</summary>
    private string LiteralLanes(long label) => $"{vector.ClassName}.Create({Literal(label)}{(vector.IndexElementName == "long" && label is >= int.MinValue and <= int.MaxValue ? "L" : "")})";

    /// <summary>A label as a C# literal that is compared in the type of the labels, or in <c>long</c> where it has to be.</summary>
    private static string Literal(long label) => label switch
    {
        long.MinValue => "long.MinValue",
        >= int.MinValue and <= int.MaxValue => label.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => label.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L",
    };

    /// <summary>The statement that stores one class index a row as <c>int</c>.</summary>
    public string StoreLabels(Expression value, string reference, string row)
    {
        if (vector.IsScalar)
        {
            return $"Unsafe.Add(ref {reference}, {row}) = {value};";
        }

        if (vector.IndexElementName == "int")
        {
            return $"{value.AsPrimary}.StoreUnsafe(ref {reference}, (nuint){row});";
        }

        var stores = Enumerable.Range(0, vector.Lanes).Select(i => $"    Unsafe.Add(ref labels, {i}) = (int)value[{i}];");
        shared.Add($"StoreLabels({vector.IndexName})", key => SharedMethod.Of(
            key,
            "Stores the lanes as int.",
            $"void StoreLabels({vector.IndexName} value, ref int labels)",
            string.Join("\n", stores)));
        return $"StoreLabels({value}, ref Unsafe.Add(ref {reference}, {row}));";
    }
}
