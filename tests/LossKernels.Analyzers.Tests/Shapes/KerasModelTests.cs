using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Shapes;

/// <summary>Models of TensorFlow.NET's Keras that end with an activation, compiled with a loss that is told to take logits.</summary>
public class KerasModelTests
{
    private const string Usings = "using Tensorflow.Keras; using static Tensorflow.KerasApi;\n";

    private const string Wrong = Usings + """
        class Functional
        {
            Model _model;
            void Build()
            {
                var inputs = keras.Input(shape: 784);
                var layers = new LayersApi();
                var outputs = layers.Flatten().Apply(inputs);
                outputs = layers.Dense(64, activation: keras.activations.Relu).Apply(outputs);
                outputs = layers.Dense(10, activation: keras.activations.Softmax).Apply(outputs);
                _model = keras.Model(inputs, outputs, name: "digits");
                [|_model|].compile(loss: keras.losses.SparseCategoricalCrossentropy(from_logits: true), optimizer: keras.Adam(), metrics: new[] { "accuracy" });
            }

            void Named() { var x = keras.Input(4); var model = keras.Model(x, keras.layers.Dense(1, "sigmoid").Apply(x)); [|model|].compile(keras.Adam(), keras.losses.BinaryCrossentropy(true)); }
            void Own() { var x = keras.Input(4); var loss = keras.losses.CategoricalCrossentropy(from_logits: true); var model = keras.Model(x, keras.layers.Softmax().Apply(keras.layers.Dense(3).Apply(x))); [|model|].compile(keras.Adam(), loss); }
        }

        class Sequential
        {
            readonly Model _model = keras.Sequential();
            void Added()
            {
                _model.add(keras.layers.Flatten());
                _model.add(keras.layers.Dense(10, activation: keras.activations.Softmax));
                [|_model|].compile(keras.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits: true));
            }

            void Listed()
            {
                var model = keras.Sequential(new List<ILayer> { keras.layers.Flatten(), keras.layers.Dense(10, keras.activations.Softmax) });
                [|model|].compile(keras.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits: true));
            }
        }
        """;

    private const string Right = Usings + """
        class Functional
        {
            void Logits() { var x = keras.Input(4); var y = keras.layers.Dense(64, activation: keras.activations.Softmax).Apply(x); y = keras.layers.Dense(10).Apply(y); var model = keras.Model(x, y); model.compile(keras.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits: true)); }
            void Probabilities() { var x = keras.Input(4); var y = keras.layers.Dense(10, activation: keras.activations.Softmax).Apply(x); var model = keras.Model(x, y); model.compile(keras.Adam(), keras.losses.SparseCategoricalCrossentropy()); }
            void Told() { var x = keras.Input(4); var y = keras.layers.Dense(1, "sigmoid").Apply(x); var model = keras.Model(x, y); model.compile(keras.Adam(), keras.losses.BinaryCrossentropy(from_logits: false)); }
            void Given(bool fromLogits) { var x = keras.Input(4); var y = keras.layers.Dense(1, "sigmoid").Apply(x); var model = keras.Model(x, y); model.compile(keras.Adam(), keras.losses.BinaryCrossentropy(fromLogits)); }
            void Squared() { var x = keras.Input(4); var y = keras.layers.Dense(10, "softmax").Apply(x); var model = keras.Model(x, y); model.compile(keras.Adam(), keras.losses.MeanSquaredError()); }
            void Linear() { var x = keras.Input(4); var y = keras.layers.Dense(10, activation: keras.activations.Linear).Apply(x); var model = keras.Model(x, y); model.compile(keras.Adam(), keras.losses.CategoricalCrossentropy(from_logits: true)); }
            void Chosen(Activation activation) { var x = keras.Input(4); var y = keras.layers.Dense(10, activation: activation).Apply(x); var model = keras.Model(x, y); model.compile(keras.Adam(), keras.losses.CategoricalCrossentropy(from_logits: true)); }
            void Elsewhere(Model model) { model.compile(keras.Adam(), keras.losses.CategoricalCrossentropy(from_logits: true)); }
        }

        class Sequential
        {
            void Added() { var model = keras.Sequential(); model.add(keras.layers.Dense(10, activation: keras.activations.Softmax)); model.add(keras.layers.Dense(10)); model.compile(keras.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits: true)); }
            void Listed() { var model = keras.Sequential(new List<ILayer> { keras.layers.Flatten(), keras.layers.Dense(10, keras.activations.Relu) }); model.compile(keras.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits: true)); }
            void Two() { var other = keras.Sequential(); var model = keras.Sequential(); other.add(keras.layers.Dense(10, "softmax")); model.add(keras.layers.Dense(10)); model.compile(keras.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits: true)); }
            void Handed(List<ILayer> layers) { var model = keras.Sequential(layers); model.compile(keras.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits: true)); }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK2003", new LossAnalyzer(), new LogitsCodeFix());

    [Fact]
    public Task A_model_that_ends_with_an_activation_is_reported() => s_rule.Reports(Wrong, Consumer.Options);

    [Fact]
    public Task One_that_ends_as_its_loss_takes_it_is_silent() => s_rule.Reports(Right, Consumer.Options);

    [Fact]
    public Task No_fix_is_offered_for_a_layer() => s_rule.OffersNoFix(Wrong, Consumer.Options);
}
