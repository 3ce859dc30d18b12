Imports System
Imports Languages

Module Program
    Sub Main()
        Dim probabilities = Coin.Probabilities(1.0F, 1.0F)
        Console.WriteLine($"{probabilities(0)} {probabilities(1)}")
    End Sub
End Module
