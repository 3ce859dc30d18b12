using System.Reflection;
using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.InMemory;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>Kernels keep nothing between calls, share nothing between threads and take nothing from the heap.</summary>
public class SharedStateTests
{
    private static readonly Lazy<IReadOnlyList<CompiledKernel>> s_kernels = new(() =>
    {
        var host = new KernelHost();
        foreach (var signature in Signatures.Rich(10, ElementType.Single).Concat(Signatures.Rich(300, ElementType.Double)))
        {
            _ = host.Add(signature, maximumBits: 256);
        }

        return host.Compile();
    });

    [Fact]
    public void Threads_64_at_once_get_the_bits_of_one_alone()
    {
        foreach (var kernel in s_kernels.Value)
        {
            var batch = Batches.Finite(kernel.Signature.Format, kernel.Signature.Classes).Take(40);
            var alone = kernel.Run(batch);
            var differences = new string?[64];
            using var start = new Barrier(differences.Length);
            var threads = differences.Select((_, i) => new Thread(() =>
            {
                start.SignalAndWait();
                for (var turn = 0; turn < 3; turn++)
                {
                    differences[i] ??= kernel.Run(batch).DifferenceTo(alone);
                }
            })).ToArray();
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.True(differences.All(difference => difference is null), $"{kernel}: {differences.FirstOrDefault(difference => difference is not null)}");
        }
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        foreach (var kernel in s_kernels.Value)
        {
            var batch = Batches.Finite(kernel.Signature.Format, kernel.Signature.Classes).Take(40);

            // The first call is compiled, and its caller's generic methods are bound.
            _ = kernel.Run(batch);
            var allocated = Enumerable.Range(0, 3).Min(_ => kernel.Run(batch).AllocatedBytes);
            Assert.True(allocated == 0, $"{kernel} allocates {allocated} bytes");
        }
    }

    [Fact]
    public void Generated_classes_have_no_field_that_can_change()
    {
        Assert.NotEmpty(s_kernels.Value);
        var generated = s_kernels.Value[0].Assembly.GetTypes();
        Assert.Contains(generated, type => type.Namespace == "LossKernels.Generated");
        var changing = ChangingFields(generated).ToArray();
        Assert.True(changing.Length == 0, $"generated code keeps state: {string.Join(", ", changing.Select(field => $"{field.DeclaringType}.{field.Name}"))}");
    }

    [Theory]
    [InlineData("static int s_count;")]
    [InlineData("[System.ThreadStatic] static float[] s_buffer;")]
    [InlineData("static readonly float[] Table = new float[3];")]
    [InlineData("static int Count { get; set; }")]
    public void A_planted_field_that_can_change_is_seen(string field)
        => Assert.NotEmpty(ChangingFields(InMemoryCompiler.Compile("Planted", $"namespace LossKernels.Generated {{ static class Kernel {{ {field} }} }}").GetTypes()));

    /// <summary>All fields but constants and what the compiler made of literal tables. An array can change, whatever its field.</summary>
    private static IEnumerable<FieldInfo> ChangingFields(IEnumerable<Type> types) => types
        .Where(type => type.Namespace == "LossKernels.Generated")
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => !field.IsLiteral && !(field.IsInitOnly && field.FieldType.IsValueType));
}
