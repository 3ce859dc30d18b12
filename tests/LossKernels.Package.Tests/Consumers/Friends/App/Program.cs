using App;
using Library;

var two = new float[2];
OwnCoin.Softmax([3f, 3f], two);
Console.WriteLine($"app {two[0]} {two[1]}");

Coin.Softmax([7f, 7f], two);
Console.WriteLine($"library, public {two[0]} {two[1]}");

var four = new float[4];
Coin.OfTwoThrows([1f, 1f, 1f, 1f], four);
Console.WriteLine($"library, internal {four[3]}");
