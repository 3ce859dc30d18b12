// The signatures of TensorFlow.NET that the tests use.
namespace Tensorflow
{
    public class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left;
        public static Tensor operator -(Tensor tensor) => tensor;
        public static Tensor operator *(Tensor left, Tensor right) => left;
        public static Tensor operator /(Tensor left, float right) => left;
    }

    public sealed class Axis
    {
        public static implicit operator Axis(int axis) => new();
    }

    public interface IActivation;

    public static class Binding
    {
        public static tensorflow tf { get; } = new();
    }

    public class tensorflow
    {
        public nn_internal nn { get; } = new();
        public Tensor sigmoid<T>(T x, string name = null) => new();
        public Tensor reduce_mean(Tensor input_tensor, string name = null) => input_tensor;
        public Tensor reduce_sum(Tensor input, Axis axis = null, bool keepdims = false, string name = null) => input;
        public Tensor log(Tensor x) => x;
        public Tensor matmul(Tensor a, Tensor b) => a;
        public Tensor argmax(Tensor input, int axis = -1) => input;

        public class nn_internal
        {
            public IActivation softmax() => null;
            public Tensor softmax(Tensor logits, int axis = -1, string name = null) => new();
            public Tensor sigmoid<T>(T x, string name = null) => new();
            public Tensor sigmoid_cross_entropy_with_logits(Tensor labels, Tensor logits, string name = null) => new();
            public Tensor sparse_softmax_cross_entropy_with_logits(Tensor labels = null, Tensor logits = null, string name = null) => new();
            public Tensor softmax_cross_entropy_with_logits(Tensor labels, Tensor logits, int dim = -1, string name = null) => new();
            public Tensor softmax_cross_entropy_with_logits_v2(Tensor labels, Tensor logits, int axis = -1, string name = null) => new();
        }
    }
}
