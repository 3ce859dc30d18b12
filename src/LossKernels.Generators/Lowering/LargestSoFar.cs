using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>The largest value so far and its class, lane by lane: how every layout looks for the predicted class.</summary>
internal sealed class LargestSoFar(VectorType vector, LaneReductions reductions, CodeWriter writer)
{
    /// <summary>Writes the statements that take another value into account, of a class later than those before it in its lane.</summary>
    public void Include(string largest, string classes, string value, string classesOfValue, string condition)
    {
        if (vector.IsScalar)
        {
            writer.OpenBlock($"if ({reductions.IsLarger(value, largest)})");
            writer.Write($"{largest} = {value};");
            writer.Write($"{classes} = {classesOfValue};");
            writer.CloseBlock();
            return;
        }

        var asIndex = vector.IndexElementName == "int" ? "AsInt32" : "AsInt64";
        writer.Write($"var {condition} = {reductions.IsLarger(value, largest)};");
        writer.Write($"{largest} = {vector.ClassName}.ConditionalSelect({condition}, {value}, {largest});");
        writer.Write($"{classes} = {vector.ClassName}.ConditionalSelect({condition}.{asIndex}(), {classesOfValue}, {classes});");
    }
}
