using System.Globalization;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Lowering;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Emission;

/// <summary>The checks of a kernel's arguments, all of them before anything is written.</summary>
/// <param name="Statements">The statements; they declare <c>rows</c>, which is positive after them, or the method has returned.</param>
/// <param name="Shared">The shared methods that the statements call, and those that these call.</param>
internal sealed record ArgumentGuards(string Statements, EquatableArray<SharedMethod> Shared)
{
    public static ArgumentGuards Of(KernelDeclaration declaration) => new Builder(declaration).Build();

    private sealed class Builder(KernelDeclaration declaration)
    {
        private readonly CodeWriter _writer = new();
        private readonly HashSet<SharedMethod> _shared = [];

        /// <summary>The input whose length says how many rows there are.</summary>
        private readonly KernelParameter _rows = declaration.Find(Role.Logits) ?? declaration.Parameters.First(parameter => parameter is { Shape: ParameterShape.PerClass, IsOutput: false });

        private bool IsMean => declaration is { IsOneRow: false, Reduction: Reduction.Mean };

        private string Classes => declaration.Classes.ToString(CultureInfo.InvariantCulture);

        public ArgumentGuards Build()
        {
            CheckRows();
            CheckLengths();
            CheckMean();
            CheckTemperature();
            CheckOverlaps();
            CheckLabels();
            ReturnWithoutRows();
            return new ArgumentGuards(_writer.ToString(), _shared.OrderBy(method => method.Key, StringComparer.Ordinal).ToEquatableArray());
        }

        private void CheckRows()
        {
            if (declaration.Binary.Outputs > 1)
            {
                var outputs = declaration.Binary.Outputs.ToString(CultureInfo.InvariantCulture);
                Check($"{_rows.Name}.Length % {outputs} != 0", $"ThrowNotOutputs(nameof({_rows.Name}), {_rows.Name}.Length, {outputs})", GuardMethods.ThrowNotOutputs);
            }

            if (declaration.Classes == 1)
            {
                _writer.Write($"int rows = {_rows.Name}.Length;");
                return;
            }

            _writer.Write($"int rows = {_rows.Name}.Length / {Classes};");
            if (declaration.Binary.Outputs > 1)
            {
                return;
            }

            if (declaration.IsOneRow)
            {
                Check($"{_rows.Name}.Length != {Classes}", $"ThrowNotOneRow(nameof({_rows.Name}), {_rows.Name}.Length, {Classes})", GuardMethods.ThrowNotOneRow);
            }
            else
            {
                Check($"rows * {Classes} != {_rows.Name}.Length", $"ThrowNotRows(nameof({_rows.Name}), {_rows.Name}.Length, {Classes})", GuardMethods.ThrowNotRows);
            }
        }

        private void CheckLengths()
        {
            foreach (var parameter in declaration.Parameters)
            {
                var expected = parameter.Shape switch
                {
                    ParameterShape.PerClass when parameter != _rows => $"{_rows.Name}.Length",
                    ParameterShape.PerRow => "rows",
                    ParameterShape.PerRank => $"rows * {declaration.RankCount.ToString(CultureInfo.InvariantCulture)}",
                    _ => null,
                };
                if (parameter.Shape == ParameterShape.SharedPerClass)
                {
                    Check(
                        $"{parameter.Name}.Length != {Classes}",
                        $"ThrowNotPerClass(nameof({parameter.Name}), {parameter.Name}.Length, {Classes})",
                        GuardMethods.ThrowNotPerClass);
                }
                else if (expected is not null)
                {
                    Check(
                        $"{parameter.Name}.Length != {expected}",
                        $"ThrowLength(nameof({parameter.Name}), {parameter.Name}.Length, {expected}, rows)",
                        GuardMethods.ThrowLength);
                }
            }
        }

        private void CheckMean()
        {
            if (IsMean)
            {
                Check("rows == 0", $"ThrowMeanOfNothing(nameof({_rows.Name}))", GuardMethods.ThrowMeanOfNothing);
            }
        }

        private void CheckTemperature()
        {
            if (declaration.Find(Role.Temperature) is { } temperature)
            {
                // Half has no implicit conversions.
                var isHalf = StoredTypes.Parse(temperature.ValueType) == StoredType.Half;
                Check(
                    $"!({temperature.Name} > {(isHalf ? "Half.Zero" : "0")} && {temperature.Name} <= {temperature.ValueType}.MaxValue)",
                    $"ThrowTemperature(nameof({temperature.Name}), {(isHalf ? "(double)" : "")}{temperature.Name})",
                    GuardMethods.ThrowTemperature);
            }
        }

        /// <summary>
        /// No output may share memory with an input or another output; one with a value per class may be exactly the memory of
        /// an input that <see cref="RoleShapes.MayBeOverwritten"/>, but of one only. Two outputs that are both that memory overlap each other.
        /// </summary>
        private void CheckOverlaps()
        {
            var regions = declaration.Parameters.Where(parameter => parameter.Shape != ParameterShape.Scalar).ToArray();
            foreach (var parameter in regions.Where(region => region.Shape == ParameterShape.Out))
            {
                // Gives the variable an address without writing it.
                _writer.Write($"Unsafe.SkipInit(out {parameter.Name});");
            }

            for (var i = 0; i < regions.Length; i++)
            {
                for (var j = 0; j < regions.Length; j++)
                {
                    if (i != j && regions[i].IsOutput && (!regions[j].IsOutput || i < j))
                    {
                        CheckOverlap(regions[i], regions[j]);
                    }
                }
            }

            foreach (var output in regions.Where(region => region is { IsOutput: true, Shape: ParameterShape.PerClass }))
            {
                CheckOneInput(output, [.. regions.Where(other => MayBeTheSame(output, other))]);
            }
        }

        /// <summary>An output may be the memory of one input: where it is that of two, the second is overwritten too.</summary>
        private void CheckOneInput(KernelParameter output, KernelParameter[] inputs)
        {
            for (var second = 1; second < inputs.Length; second++)
            {
                for (var first = 0; first < second; first++)
                {
                    Check(
                        $"Overlap<{output.ValueType}, {output.ValueType}>({output.Name}, {inputs[first].Name}) && Overlap<{output.ValueType}, {output.ValueType}>({output.Name}, {inputs[second].Name})",
                        $"ThrowOverlap(nameof({output.Name}), nameof({inputs[second].Name}))",
                        GuardMethods.ThrowOverlap);
                }
            }
        }

        private static bool MayBeTheSame(KernelParameter output, KernelParameter other)
            => output.Shape == ParameterShape.PerClass && !other.IsOutput && RoleShapes.MayBeOverwritten(other.Role);

        private void CheckOverlap(KernelParameter output, KernelParameter other)
        {
            var mayBeTheSame = MayBeTheSame(output, other);
            var method = mayBeTheSame ? GuardMethods.OverlapApart : GuardMethods.Overlap;
            var types = mayBeTheSame ? output.ValueType : $"{output.ValueType}, {other.ValueType}";
            _shared.Add(GuardMethods.Overlap);
            _shared.Add(method);
            Check(
                $"{method.Key}<{types}>({Memory(output)}, {Memory(other)})",
                $"ThrowOverlap(nameof({output.Name}), nameof({other.Name}))",
                GuardMethods.ThrowOverlap);
        }

        private static string Memory(KernelParameter parameter)
            => parameter.Shape == ParameterShape.Out ? $"new ReadOnlySpan<{parameter.ValueType}>(ref {parameter.Name})" : parameter.Name;

        private void CheckLabels()
        {
            // A label to ignore that is a class is right as it is.
            var ignored = declaration.Options.IgnoreLabel is { } label && (label < 0 || label >= declaration.Classes)
                ? LabelTotals.Literal(label)
                : null;
            var throwLabel = ignored is null ? GuardMethods.ThrowLabel : GuardMethods.ThrowUncountedLabel;
            var argument = ignored is null ? "" : $", {ignored}";
            if (declaration.Find(Role.Label) is { } one)
            {
                Check(
                    $"unchecked((uint){one.Name}) >= {Classes}u{(ignored is null ? "" : $" && {one.Name} != {ignored}")}",
                    $"{throwLabel.Key}(nameof({one.Name}), 0, {one.Name}, {Classes}{argument})",
                    throwLabel);
            }

            if (declaration.Find(Role.Labels) is { Shape: ParameterShape.PerClass } binary)
            {
                CheckBinaryLabels(binary);
                return;
            }

            // Every value of a type that has no more values than there are classes is a label.
            if (declaration.Find(Role.Labels) is { IsOutput: false } labels
                && !(labels.ValueType == "byte" && declaration.Classes > byte.MaxValue)
                && !(labels.ValueType == "ushort" && declaration.Classes > ushort.MaxValue))
            {
                _shared.Add(throwLabel);
                _shared.Add(GuardMethods.CheckLabels(labels.ValueType, ignored is not null));
                _writer.Write($"CheckLabels({labels.Name}, {Classes}{argument});");
            }
        }

        /// <summary>Every <c>bool</c> is a label.</summary>
        private void CheckBinaryLabels(KernelParameter labels)
        {
            if (labels.ValueType == "bool")
            {
                return;
            }

            var isPlusMinusOne = declaration.Binary.Labels == BinaryLabels.PlusMinusOne;
            _shared.Add(GuardMethods.ThrowBinaryLabel);
            _shared.Add(BinaryLabelGuards.Check(labels.ValueType, isPlusMinusOne));
            _writer.Write($"{BinaryLabelGuards.NameOf(isPlusMinusOne)}({labels.Name});");
        }

        /// <summary>Where no rows are no mistake, there is nothing to write, and a sum over them is 0.</summary>
        private void ReturnWithoutRows()
        {
            if (declaration.IsOneRow || IsMean)
            {
                return;
            }

            _writer.OpenBlock("if (rows == 0)");
            foreach (var parameter in declaration.Parameters.Where(parameter => parameter.Shape == ParameterShape.Out))
            {
                _writer.Write($"{parameter.Name} = {(parameter.ValueType == StoredType.Half.Keyword() ? "default" : "0")};");
            }

            _writer.Write(declaration.Method.ReturnType switch
            {
                "void" => "return;",
                "float" or "double" or "int" => "return 0;",
                _ => "return default;",
            });
            _writer.CloseBlock();
        }

        private void Check(string condition, string call, SharedMethod method)
        {
            _shared.Add(method);
            _writer.OpenBlock($"if ({condition})");
            _writer.Write($"{call};");
            _writer.CloseBlock();
            _writer.Write("");
        }
    }
}
