using LossKernels.Generators.Declarations;
using LossKernels.Generators.Lowering;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>The Kullback-Leibler divergence from targets and from a teacher, in every layout and width of a few class counts.</summary>
public class DivergenceTests
{
    public static TheoryData<string, int> Grid => KernelGrid.Cases(
        always: [("Single", 2), ("Single", 10), ("Single", 19), ("Single", 129), ("Double", 3), ("Double", 17), ("Double", 150)],
        inComplete: [("Double", 65)]);

    [Theory]
    [MemberData(nameof(Grid))]
    public void Every_divergence_is_right_and_has_the_same_bits_in_every_layout_and_width(string element, int classes)
    {
        var type = Enum.Parse<ElementType>(element);
        var host = new KernelHost();
        foreach (var (signature, step) in Runs(type, classes))
        {
            _ = host.Add(signature, step);
        }

        LayoutTests.AssertRight(host);
    }

    /// <summary>Each divergence of a class count in each layout and width that it is tried in.</summary>
    internal static IEnumerable<(KernelSignature Signature, LayoutStep Step)> Runs(ElementType type, int classes)
        => from source in (Role[])[Role.Targets, Role.TeacherLogits]
           from hasTemperature in (bool[])[false, true]
           from step in KernelGrid.EveryOther(classes, StoredTypes.Of(type), turn: hasTemperature ? 0 : 1)
           select (new KernelSignature(KernelKind.KullbackLeibler, classes, type, [Role.Logits, source, Role.Gradient, Role.Losses, .. hasTemperature ? [Role.Temperature] : Array.Empty<Role>()]), step);

    [Theory]
    [InlineData("Single", 1e-3)]
    [InlineData("Single", 3e-7)]
    [InlineData("Double", 1e-3)]
    [InlineData("Double", 1e-15)]
    public void Nearly_equal_distributions_lose_no_digit(string element, double step)
    {
        // A quarter and three quarters, one logit moved by h: KL = p (1 - p) h^2 / 2 + O(h^3), where the sum of p log(p / q) in floating point has none of it.
        var type = Enum.Parse<ElementType>(element);
        var format = FloatFormat.Of(type);
        var kernel = new KernelHost().Add(new KernelSignature(KernelKind.KullbackLeibler, 3, type, Role.Logits, Role.TeacherLogits, Role.Gradient, Role.Losses)).Compile()[0];
        double[] teacher = [format.Round(-0.7), format.Round(0.4), format.Round(-1.2)];
        double[] student = [teacher[0], format.Round(teacher[1] + step), teacher[2]];
        var batch = new Batch(format, [student], [0], [teacher]) { TeacherLogits = [teacher] };
        var h = student[1] - teacher[1];
        var q = Math.Exp(teacher[1]) / teacher.Sum(Math.Exp);
        var results = kernel.Run(batch);
        OracleCheck.AssertRight(kernel, batch, results);
        Assert.Equal(q * (1 - q) * h * h / 2, results[Role.Losses][0], q * h * h * (h + (20 * format.Unit.ToDouble())));
        Assert.Equal(q * (1 - q) * h, results[Role.Gradient][1], q * h * (h + (20 * format.Unit.ToDouble())));
    }

    [Fact]
    public void Distributions_far_apart_keep_the_gradient_of_the_classes_they_agree_on()
    {
        // q = [1/2, 1/2, 0] and p = [0.4, 0.4, 0.2] all but agree on two classes, while the third makes the divergence huge.
        foreach (var type in Enum.GetValues<ElementType>())
        {
            var kernel = new KernelHost().Add(new KernelSignature(KernelKind.KullbackLeibler, 3, type, Role.Logits, Role.TeacherLogits, Role.Gradient) { Reduction = Reduction.Sum }).Compile()[0];
            foreach (var far in (double[])[-50, -1e4, -1e30])
            {
                var batch = new Batch(FloatFormat.Of(type), [[0, 0, far]], [0], [[0, 0, 0]]) { TeacherLogits = [[0, 0, FloatFormat.Of(type).Round(-Math.Log(2))]] };
                var results = kernel.Run(batch);
                OracleCheck.AssertRight(kernel, batch, results);
                Assert.Equal(0.1, results[Role.Gradient][0], 1e-6);
            }
        }
    }

    [Fact]
    public void Masks_of_a_teacher_contribute_nothing_and_masks_of_a_student_alone_are_infinite()
    {
        const double inf = double.PositiveInfinity;
        double[][] students = [[1, 2, 0.5], [1, -inf, 0.5], [1, -inf, 0.5], [1, double.NaN, 0], [-inf, -inf, -inf], [0, -200, 0]];
        double[][] teachers = [[1, -inf, 0.5], [1, -inf, 0.5], [1, 0, 0.5], [1, 2, 3], [1, 2, 3], [0, 0, 0]];
        foreach (var type in Enum.GetValues<ElementType>())
        {
            var format = FloatFormat.Of(type);
            var kernel = new KernelHost().Add(new KernelSignature(KernelKind.KullbackLeibler, 3, type, Role.Logits, Role.TeacherLogits, Role.Gradient, Role.Losses) { Reduction = Reduction.None }).Compile()[0];
            var batch = new Batch(format, students, new int[6], students) { TeacherLogits = teachers };
            var results = kernel.Run(batch);
            OracleCheck.AssertRight(kernel, batch, results);
            Assert.Equal(0, results[Role.Losses][1]);
            Assert.Equal(inf, results[Role.Losses][2]);
            Assert.Equal(double.NaN, results[Role.Losses][4]);
        }
    }

    [Fact]
    public void Cross_entropy_is_the_entropy_and_the_divergence_together()
    {
        // H(p, q) = H(p) + KL(p, q).
        const int classes = 9;
        var ordinary = Batches.Ordinary(FloatFormat.Double, classes, 20);
        double[][] teachers = [.. ordinary.Logits.Select(row => row.Reverse().ToArray())];
        double[][] targets = [.. teachers.Select(row => SavedOutputs.Probabilities(row, FloatFormat.Double))];
        var batch = new Batch(FloatFormat.Double, ordinary.Logits, ordinary.Labels, targets) { TeacherLogits = teachers };
        var kernels = new KernelHost()
            .Add(new KernelSignature(KernelKind.CrossEntropy, classes, ElementType.Double, Role.Logits, Role.Targets, Role.Losses))
            .Add(new KernelSignature(KernelKind.KullbackLeibler, classes, ElementType.Double, Role.Logits, Role.TeacherLogits, Role.Losses))
            .Add(new KernelSignature(KernelKind.KullbackLeibler, classes, ElementType.Double, Role.Logits, Role.Targets, Role.Losses))
            .Add(new KernelSignature(KernelKind.Entropy, classes, ElementType.Double, Role.Logits, Role.Entropies))
            .Compile();
        var crossEntropies = kernels[0].Run(batch)[Role.Losses];
        var entropies = kernels[3].Run(new Batch(FloatFormat.Double, teachers, ordinary.Labels, targets))[Role.Entropies];
        foreach (var kernel in kernels.Skip(1).Take(2))
        {
            var divergences = kernel.Run(batch)[Role.Losses];
            for (var i = 0; i < divergences.Length; i++)
            {
                Assert.Equal(crossEntropies[i], entropies[i] + divergences[i], 1e-13);
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(30)]
    public void A_gradient_is_the_central_difference_of_its_loss(int classes)
    {
        const double step = 1e-5;
        const double temperature = 2.5;
        var batch = Batches.Ordinary(FloatFormat.Double, classes, 3);
        var kernels = new KernelHost()
            .Add(new KernelSignature(KernelKind.KullbackLeibler, classes, ElementType.Double, Role.Logits, Role.Temperature, Role.TeacherLogits, Role.Gradient))
            .Add(new KernelSignature(KernelKind.KullbackLeibler, classes, ElementType.Double, Role.Logits, Role.Temperature, Role.Targets, Role.Gradient) { Reduction = Reduction.Sum })
            .Compile();
        foreach (var kernel in kernels)
        {
            var gradient = kernel.Run(batch, temperature)[Role.Gradient];
            for (var i = 0; i < gradient.Length; i++)
            {
                var difference = (LossWith(i, step) - LossWith(i, -step)) / (2 * step);
                Assert.True(Math.Abs(difference - gradient[i]) < 1e-8, $"{kernel}: gradient[{i}] is {gradient[i]}, the central difference {difference}");
            }

            double LossWith(int index, double change)
            {
                double[][] logits = [.. batch.Logits.Select(row => (double[])row.Clone())];
                logits[index / classes][index % classes] += change;
                return kernel.Run(new Batch(batch.Format, logits, batch.Labels, batch.Targets) { TeacherLogits = batch.TeacherLogits }, temperature)[Role.Return][0];
            }
        }
    }
}
