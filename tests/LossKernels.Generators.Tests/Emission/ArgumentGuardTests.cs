using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Generators.Tests.Emission;

/// <summary>
/// The guards as they run, around kernels that write 1 everywhere. The project checks arithmetic for overflow, as users' may.
/// </summary>
public sealed class ArgumentGuardTests
{
    private static readonly Lazy<Type> Calls = new(Compile);

    public static TheoryData<string, string> Table
    {
        get
        {
            var table = new TheoryData<string, string>();
            foreach (var (call, expected) in ArgumentGuardCases.All)
            {
                table.Add(call, expected);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_bad_argument_is_named_before_anything_is_written(string call, string expected)
    {
        var index = Array.FindIndex(ArgumentGuardCases.All, row => row.Call == call);
        var exception = Record.Exception(() => Calls.Value.GetMethod($"Case{index}")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null));
        var words = expected.Split(' ');
        if (words[0] == "fine")
        {
            Assert.True(exception is null, $"{call} threw {exception}");
            return;
        }

        Assert.True(exception is not null, $"{call} threw nothing");
        Assert.Equal(words[0], exception.GetType().Name);
        Assert.Equal(words[1], ((ArgumentException)exception).ParamName);
        Assert.All(words.Skip(2), word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
        var written = (string)Calls.Value.GetMethod("Written")!.Invoke(null, null)!;
        Assert.True(written.Length == 0, $"{call} wrote {written} before it threw");
    }

    [Theory]
    [InlineData("OfBytes", "byte")]
    [InlineData("OfShorts", "short")]
    [InlineData("OfUnsignedShorts", "ushort")]
    [InlineData("OfLongs", "long")]
    public void A_wrong_label_is_found_in_every_row_of_a_long_batch(string method, string type)
    {
        var check = Calls.Value.GetMethod($"FindsEvery_{method}_{type}")!;
        Assert.Equal("", check.Invoke(null, null));
    }

    [Theory]
    [InlineData("Binary", "sbyte")]
    [InlineData("Binary", "short")]
    [InlineData("Binary", "int")]
    [InlineData("Signed", "sbyte")]
    [InlineData("Signed", "short")]
    [InlineData("Signed", "int")]
    public void A_wrong_binary_label_is_found_at_every_position_of_a_long_batch(string method, string type)
        => Assert.Equal("", Calls.Value.GetMethod($"FindsEvery_{method}_{type}")!.Invoke(null, null));

    [Fact]
    public void Without_rows_counts_and_weights_are_0_and_so_is_a_sum()
        => Assert.Equal("0 0 0 0", Calls.Value.GetMethod("WithoutRows")!.Invoke(null, null));

    private static Type Compile()
    {
        var cases = string.Concat(ArgumentGuardCases.All.Select((row, index) => $"public static void Case{index}() {{ Fresh(); Kernels.{row.Call}; }}\n"));
        var labels = string.Concat(new[] { ("OfBytes", "byte"), ("OfShorts", "short"), ("OfUnsignedShorts", "ushort"), ("OfLongs", "long") }.Select(of => $$"""
            public static string FindsEvery_{{of.Item1}}_{{of.Item2}}()
            {
                for (int rows = 1; rows < 70; rows++)
                {
                    for (int wrong = 0; wrong < rows; wrong++)
                    {
                        var labels = new {{of.Item2}}[rows];
                        labels[wrong] = 3;
                        try { Kernels.{{of.Item1}}(new float[3 * rows], labels); return $"row {wrong} of {rows} was let through"; }
                        catch (ArgumentOutOfRangeException e) when (e.Message.Contains($"row {wrong} ")) { }
                    }
                }

                return "";
            }

            """));
        var binary = string.Concat(new[] { ("Binary", "0", "2, -1, 3"), ("Signed", "-1", "0, 2, -2, -3, 3") }.SelectMany(of => new[] { "sbyte", "short", "int" }.Select(type => $$"""
            public static string FindsEvery_{{of.Item1}}_{{type}}()
            {
                for (int length = 1; length < 40; length++)
                {
                    var labels = new {{type}}[length];
                    Array.Fill(labels, ({{type}})({{of.Item2}}));
                    labels[length / 2] = 1;
                    Kernels.{{of.Item1}}_{{type}}(new float[length], labels);
                    for (int wrong = 0; wrong < length; wrong++)
                    {
                        foreach (var value in new int[] { {{of.Item3}}, {{type}}.MinValue, {{type}}.MaxValue })
                        {
                            var kept = labels[wrong];
                            labels[wrong] = ({{type}})value;
                            try { Kernels.{{of.Item1}}_{{type}}(new float[length], labels); return $"{value} at {wrong} of {length} was let through"; }
                            catch (ArgumentOutOfRangeException e) when (e.Message.Contains($"at {wrong} is {value}")) { }
                            labels[wrong] = kept;
                        }
                    }
                }

                return "";
            }

            """)));
        var source = $$"""
            {{ArgumentGuardCases.Declarations}}
            public static class Calls
            {
                private static readonly System.Collections.Generic.List<float[]> Floats = new();
                private static float[] shared = new float[12];
                private static Span<Half> H => MemoryMarshal.Cast<float, Half>(S);
                private static Span<float> S => shared;
                private static void Fresh() { Floats.Clear(); shared = new float[12]; }
                private static float[] F(int length) { var values = new float[length]; Floats.Add(values); return values; }
                private static double[] D(int length) => new double[length];
                public static string Written()
                    => string.Join(", ", System.Linq.Enumerable.Where(System.Linq.Enumerable.SelectMany(System.Linq.Enumerable.Append(Floats, shared), values => values), value => value != 0));
                public static string WithoutRows()
                {
                    int correct = 5; float weight = 5, other = 5;
                    var sum = Kernels.Total([], [], out correct, out weight);
                    Kernels.Losses([], [], [], out other);
                    return $"{sum} {correct} {weight} {other}";
                }
                {{cases}}
                {{labels}}
                {{binary}}
            }
            """;
        var project = Sources.Compile(source);
        project = project.WithOptions(project.Options.WithOverflowChecks(true));
        GeneratorRuns.Driver().RunGeneratorsAndUpdateCompilation(project, out var compilation, out _);
        var complaints = string.Join("\n", compilation.Complaints().Where(diagnostic => diagnostic.Id != "CS1591").Select(diagnostic => diagnostic.ToString()));
        Assert.True(complaints.Length == 0, complaints);
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        image.Position = 0;
        return new AssemblyLoadContext(nameof(ArgumentGuardTests)).LoadFromStream(image).GetType("Calls")!;
    }
}
