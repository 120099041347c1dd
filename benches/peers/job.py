"""A job as the driver, main.rs, hands it to a peer, and the answers that it waits for."""

import sys
import time


class Job:
    """Reads the job: a line each for sizes, parameters, samples, steps and learning rate."""

    def __init__(self):
        def numbers(kind):
            return [kind(word) for word in sys.stdin.readline().split()]

        self.sizes = numbers(int)
        self.parameters = numbers(float)
        samples = numbers(float)
        self.inputs = list(zip(samples[0::3], samples[1::3]))
        self.targets = samples[2::3]
        (self.steps,) = numbers(int)
        (self.learning_rate,) = numbers(float)

    def layers(self):
        """The weights, a row for each neuron, and the biases, layer by layer."""
        layers, start = [], 0
        for inputs, neurons in zip(self.sizes, self.sizes[1:]):
            weights, biases = [], []
            for _ in range(neurons):
                weights.append(self.parameters[start : start + inputs])
                biases.append(self.parameters[start + inputs])
                start += inputs + 1
            layers.append((weights, biases))
        return layers


ENOUGH = 0.03
"""Seconds: what is over sooner is repeated, for the clock to see more than the first moment."""


def serve(tool, train):
    """Trains once to warm up, names the tool, then trains anew for each line that comes.

    `train` starts from the job's parameters and returns the last step's mean loss, before its
    update. The answer is the mean time of a training, and the loss.
    """
    train()
    print(tool, flush=True)
    for _ in sys.stdin:
        start, trainings, seconds = time.perf_counter(), 0, 0
        while seconds < ENOUGH:
            loss = train()
            trainings += 1
            seconds = time.perf_counter() - start
        print(seconds / trainings, loss, flush=True)
