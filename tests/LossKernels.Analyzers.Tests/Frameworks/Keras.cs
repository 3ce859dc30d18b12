// The signatures of TensorFlow.NET's Keras that the tests use.
using System.Collections.Generic;

namespace Tensorflow
{
    public class KerasTensor;

    public static class KerasApi
    {
        public static Keras.KerasInterface keras { get; } = new();
    }
}

namespace Tensorflow.Keras
{
    public delegate Tensor Activation(Tensor features, string name = null);

    public class Activations
    {
        public Activation Softmax, Sigmoid, Relu, Linear;
    }

    public interface ILayer
    {
        KerasTensor Apply(KerasTensor inputs, bool training = false);
    }

    public interface ILossFunc;

    public class Optimizer;

    public class LossesApi
    {
        public ILossFunc BinaryCrossentropy(bool from_logits = false, float label_smoothing = 0, int axis = -1) => null;
        public ILossFunc SparseCategoricalCrossentropy(string reduction = null, string name = null, bool from_logits = false) => null;
        public ILossFunc CategoricalCrossentropy(string reduction = null, string name = null, bool from_logits = false) => null;
        public ILossFunc MeanSquaredError(string reduction = null, string name = null) => null;
    }

    public class LayersApi
    {
        public ILayer Dense(int units) => null;
        public ILayer Dense(int units, string activation = null) => null;
        public ILayer Dense(int units, Activation activation = null, bool use_bias = true) => null;
        public ILayer Flatten() => null;
        public ILayer Softmax(int axis = -1) => null;
    }

    public class Model
    {
        public void add(ILayer layer) { }
        public void compile(Optimizer optimizer, ILossFunc loss) { }
        public void compile(Optimizer optimizer, ILossFunc loss, string[] metrics) { }
    }

    public class KerasInterface
    {
        public LayersApi layers { get; } = new();
        public LossesApi losses { get; } = new();
        public Activations activations { get; } = new();
        public Optimizer Adam() => null;
        public KerasTensor Input(int shape) => null;
        public Model Model(KerasTensor inputs, KerasTensor outputs, string name = null) => null;
        public Model Sequential(List<ILayer> layers = null, string name = null) => null;
    }
}
