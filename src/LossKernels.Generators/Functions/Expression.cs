namespace LossKernels.Generators.Functions;

/// <summary>A C# expression as text.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsPrimary">Whether it can stand next to any operator without parentheses.</param>
internal readonly record struct Expression(string Text, bool IsPrimary = true)
{
    public string AsPrimary => IsPrimary ? Text : $"({Text})";

    public override string ToString() => Text;
}
