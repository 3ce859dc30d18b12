using System.Numerics;

class C
{
    T F<T>(T x) where T : IFloatingPointIeee754<T>
    {
        x = T.Clamp(x, T.Zero, T.CreateChecked(0.5));
        return ((T.Exp))(x) - T.One;
    }

    double F(double x)
    {
        x = Math.Clamp(x, 0, 0.5);
        return ((Math.Exp))(x) - 1;
    }
}
